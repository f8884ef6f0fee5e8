const { mkdtemp, rm } = require('node:fs/promises');
const { tmpdir } = require('node:os');
const path = require('node:path');

/** Where the suites of this run put what they build for one another. */
module.exports = async () => {
  process.env.BUILT_ONCE_FOLDER = await mkdtemp(path.join(tmpdir(), 'indicator-gateway-built-'));
};

module.exports.remove = () => rm(process.env.BUILT_ONCE_FOLDER, { recursive: true, force: true });
