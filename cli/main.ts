/** `npm run gateway -- …`. Exit codes: 0 done, 1 something failed, 2 the command was wrong. */
import { run } from './run';

/** The reader has seen enough (`| head`). */
process.stdout.on('error', () => process.exit());

void run();
