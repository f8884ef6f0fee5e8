import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { bundleCli } from '../../cli/bundle';
import { builtOnce } from '../built-once';

/** What a run of the command said, and how it ended. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** The bundled command, run in a folder of its own. */
export interface Cli {
  readonly script: string;
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Run>;
  /** Writes a file beside it and gives its path. */
  readonly file: (content: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}

export const bundledCli = async (): Promise<Cli> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'indicator-gateway-cli-'));
  const built = await builtOnce('cli', (into) =>
    bundleCli(path.resolve(__dirname, '../..'), path.join(into, 'cli.js')),
  );
  const script = path.join(built.folder, 'cli.js');
  let files = 0;
  return {
    script,
    run: async (args, { env = {}, stdin = '' } = {}) => {
      const child = spawn(process.execPath, [script, ...args], {
        cwd: folder,
        env: { PATH: process.env.PATH, TERM: 'xterm-256color', ...env },
      });
      child.stdin.end(stdin);
      const closed = new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
      });
      const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
      return { code, stdout, stderr };
    },
    file: async (content) => {
      files += 1;
      const name = path.join(folder, `body-${files}.json`);
      await writeFile(name, content);
      return name;
    },
    remove: async () => {
      await Promise.all([built.remove(), rm(folder, { recursive: true, force: true })]);
    },
  };
};
