import { findCompiler, open } from './compiler';
import { renew } from './evaluate';
import { root } from './infra';

const renewed = async (compiler: string): Promise<readonly string[]> => {
  const session = open(compiler);
  try {
    return await renew(session, root);
  } catch (error) {
    return [String(error)];
  } finally {
    session.close();
  }
};

// Evaluates infra/ anew and writes test/infra/snapshots; ends with 1 and the compiler's words where it finds fault.
const main = async (): Promise<void> => {
  const compiler = findCompiler();
  const said = 'missing' in compiler ? [compiler.missing] : await renewed(compiler.file);
  process.stdout.write(said.length === 0 ? 'test/infra/snapshots: renewed\n' : `${said.join('\n')}\n`);
  process.exitCode = said.length === 0 ? 0 : 1;
};

void main();
