/** The package brings no types of its own: `spawn` of Node, that also starts what is a .cmd file on Windows, without a shell's rules for the arguments. */
declare module 'cross-spawn' {
  import { type ChildProcess, type SpawnOptions } from 'node:child_process';

  const spawn: (command: string, args: readonly string[], options: SpawnOptions) => ChildProcess;
  export default spawn;
}
