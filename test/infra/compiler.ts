import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { root } from './infra';

const files = process.platform === 'win32' ? ['bicep.exe', 'bicep.cmd'] : ['bicep'];

/** Folders that may hold a compiler: those of PATH, of the Azure CLI and of azd, and one beside the project. */
const folders = (): readonly string[] => [
  ...(process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== ''),
  path.join(homedir(), '.azure/bin'),
  path.join(homedir(), '.azd/bin'),
  path.resolve(root, '../shared/tools/bicep'),
];

/** The newest of the older versions evaluates in another form. */
const oldest = [0, 49];

const isNewEnough = (version: string): boolean => {
  const [, major = '0', minor = '0'] = /version (\d+)\.(\d+)/.exec(version) ?? [];
  const [majorOf = 0, minorOf = 0] = oldest;
  return Number(major) > majorOf || (Number(major) === majorOf && Number(minor) >= minorOf);
};

export type Found = { readonly file: string } | { readonly missing: string };

const tried = (file: string): Found => {
  const { status, stdout, stderr, error } = spawnSync(file, ['--version'], { encoding: 'utf8' });
  if (error !== undefined) return { missing: `${path.basename(file)} cannot be run: ${error.message}` };
  if (status !== 0) return { missing: `${path.basename(file)} cannot be run: ${stderr.trim()}` };
  return isNewEnough(stdout) ? { file } : { missing: `${stdout.trim()} is older than ${oldest.join('.')}` };
};

/** A compiler that can be run: the one that BICEP names, or the first that is found; or why there is none. */
export const findCompiler = (): Found => {
  const named = process.env.BICEP ?? '';
  if (named !== '') return tried(named);
  const there = folders()
    .flatMap((folder) => files.map((file) => path.join(folder, file)))
    .filter((file) => existsSync(file));
  let first: Found = { missing: 'no Bicep compiler: "az bicep install" gets one' };
  for (const file of there) {
    const found = tried(file);
    if ('file' in found) return found;
    first = found;
  }
  return first;
};

export interface Diagnostic {
  readonly source: string;
  readonly level: string;
  readonly code: string;
  readonly message: string;
}

/** One compiler at work: a process of its own, which has to be closed. Paths are absolute. */
export interface Session {
  /**
   * The template, as text; null where there are errors. Diagnostics cover every file that is reached, and include the linter's.
   */
  readonly compile: (
    file: string,
  ) => Promise<{ readonly contents: string | null; readonly diagnostics: readonly Diagnostic[] }>;
  /** Every file that is reached. */
  readonly filesOf: (file: string) => Promise<readonly string[]>;
  /** What `bicep snapshot` writes for a .bicepparam file. Rejects with the compiler's words where nothing can be evaluated. */
  readonly snapshot: (file: string) => Promise<string>;
  readonly close: () => void;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A whole message of JSON-RPC at the start of what came, and what is behind it; null while it is not whole. */
const messageIn = (came: Buffer): readonly [Answer, Buffer] | null => {
  const end = came.indexOf('\r\n\r\n');
  const length = Number(/Content-Length: (\d+)/i.exec(came.subarray(0, Math.max(end, 0)).toString())?.[1]);
  const start = end + 4;
  if (end < 0 || came.length < start + length) return null;
  return [JSON.parse(came.toString('utf8', start, start + length)) as Answer, came.subarray(start + length)];
};

const nowhere = '00000000-0000-0000-0000-000000000000';
const deployment = {
  tenantId: nowhere,
  subscriptionId: nowhere,
  location: 'westeurope',
  resourceGroup: null,
  deploymentName: null,
};

/** `bicep jsonrpc`: a compiler that starts once for many files takes a quarter of the time. */
export const open = (compiler: string): Session => {
  const child = spawn(compiler, ['jsonrpc', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let came: Buffer = Buffer.alloc(0);
  child.stdout.on('data', (part: Buffer) => {
    came = Buffer.concat([came, part]);
    for (let next = messageIn(came); next !== null; next = messageIn(came)) {
      const [{ id, result, error }, rest] = next;
      came = rest;
      if (error === undefined) waiting.get(id)?.resolve(result);
      else waiting.get(id)?.reject(new Error(error.message));
      waiting.delete(id);
    }
  });
  child.on('close', () => waiting.forEach(({ reject }) => reject(new Error('the Bicep compiler ended'))));
  let calls = 0;
  const call = (method: string, params: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve, reject });
      const body = JSON.stringify({ jsonrpc: '2.0', id: calls, method: `bicep/${method}`, params: [params] });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  return {
    compile: (file) => call('compile', { path: file }) as ReturnType<Session['compile']>,
    filesOf: async (file) =>
      ((await call('getFileReferences', { path: file })) as { readonly filePaths: string[] }).filePaths,
    snapshot: async (file) => {
      const asked = { path: file, metadata: deployment, externalInputs: [] };
      return ((await call('getSnapshot', asked)) as { readonly snapshot: string }).snapshot;
    },
    close: () => void child.kill(),
  };
};
