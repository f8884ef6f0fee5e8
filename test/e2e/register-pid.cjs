// Preloaded into every Node process of a run: it leaves its id where the test finds it.
require('node:fs').writeFileSync(require('node:path').join(process.env.PID_FOLDER, String(process.pid)), '');
