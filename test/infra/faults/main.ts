import { findCompiler, open } from '../compiler';
import { faults } from './list';
import { plant } from './plant';

// Plants every fault, one by one, and says what catches it. Ends with 1 where nothing does. It takes minutes, so it is no test.
const main = async (): Promise<void> => {
  const compiler = findCompiler();
  if ('missing' in compiler) {
    process.stdout.write(`${compiler.missing}\n`);
    process.exitCode = 1;
    return;
  }
  const session = open(compiler.file);
  const counts = new Map<string, number>();
  for (const fault of faults) {
    const caught = await plant(session, fault);
    const by = caught?.by ?? 'NOTHING';
    counts.set(by, (counts.get(by) ?? 0) + 1);
    process.stdout.write(
      `${by.padEnd(11)} ${fault.what} (${fault.file}): ${(caught?.said ?? '').slice(0, 120)}\n`,
    );
  }
  session.close();
  process.stdout.write(
    `${faults.length} faults: ${[...counts].map(([by, count]) => `${by} ${count}`).join(', ')}\n`,
  );
  process.exitCode = counts.has('NOTHING') ? 1 : 0;
};

void main();
