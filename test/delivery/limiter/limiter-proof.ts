import { parseArgs } from 'node:util';
import { runFleet } from './limiter-fleet';

// node --import tsx test/delivery/limiter-proof.ts --limit 1000 --workers 4 --minutes 2
const { values } = parseArgs({
  options: {
    limit: { type: 'string', default: '1000' },
    workers: { type: 'string', default: '4' },
    minutes: { type: 'string', default: '2' },
    /** Seconds from one kill -9 to the next; 0: none. */
    kill: { type: 'string', default: '0' },
    loops: { type: 'string', default: '64' },
  },
});

/** The clocks of the workers are right, ten minutes off, twenty minutes off, and so on. */
const skewsMs = Array.from({ length: Number(values.workers) }, (_, index) => index * 600_000);

void runFleet({
  requestsPerMinute: Number(values.limit),
  windowMs: 60_000,
  guardMs: 200,
  loops: Number(values.loops),
  skewsMs,
  durationMs: Number(values.minutes) * 60_000,
  ...(Number(values.kill) > 0 ? { killEveryMs: Number(values.kill) * 1000 } : {}),
}).then((report) => {
  process.stdout.write(`${JSON.stringify({ workers: skewsMs.length, ...report }, null, 2)}\n`);
  process.exitCode = report.worstWindow > report.limit ? 1 : 0;
});
