/** `npm run gateway -- …`. Exit codes: 0 done, 1 something failed, 2 the command was not right. */
import { run } from './run';

/** Whoever reads has seen enough (`| head`). */
process.stdout.on('error', () => process.exit());

void run();
