import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What `npm start` in this folder says of itself while it serves. */
export interface LocalStack {
  readonly pid: number;
  readonly url: string;
  /** Empty under `func`, which needs none. */
  readonly key: string;
  readonly connectionString: string;
  readonly simulatorUrl: string;
}

/** What is there from the first moment of a start; the rest follows once it serves. */
type Entry = Pick<LocalStack, 'pid'> & Partial<LocalStack>;

/** This is `local/stack-file.ts`, or in `dist/cli.js`. */
const here = path.resolve(__dirname, '..');

const folderOf = (root: string): string => path.join(root, '.local');
const fileOf = (root: string): string => path.join(folderOf(root), 'stack.json');

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && 'pid' in value && Number.isInteger(value.pid);

const isWhole = (entry: Entry): entry is LocalStack =>
  [entry.url, entry.key, entry.connectionString, entry.simulatorUrl].every(
    (value) => typeof value === 'string',
  );

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // There is such a process, which belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const read = (root: string): Entry | undefined => {
  try {
    const entry: unknown = JSON.parse(readFileSync(fileOf(root), 'utf8'));
    return isEntry(entry) && isRunning(entry.pid) ? entry : undefined;
  } catch {
    return undefined;
  }
};

/** What `npm start` serves in this folder now; undefined where none does. */
export const localStack = (root = here): LocalStack | undefined => {
  const entry = read(root);
  return entry !== undefined && isWhole(entry) ? entry : undefined;
};

/**
 * The file is for the owner alone, since it holds a key and a connection string. Nobody who reads it meanwhile sees half a
 * file.
 */
const write = (file: string, text: string): void => {
  const part = `${file}.${process.pid}`;
  rmSync(part, { force: true });
  writeFileSync(part, text, { mode: 0o600 });
  renameSync(part, file);
};

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(3000) }).then(
    () => true,
    () => false,
  );

const other = ({ pid, url }: Entry, root: string): Error =>
  new Error(
    url === undefined
      ? `npm start is starting in this folder already (process ${pid}). Where that is not so, delete ${fileOf(root)}.`
      : `npm start serves in this folder already: ${url} (process ${pid}). Use that one, or end it with Ctrl-C first; another clone has one of its own.`,
  );

/**
 * Makes this process the one that serves in this folder; rejects where another does. What an ended process left is overwritten.
 */
export const claimFolder = async (root: string): Promise<void> => {
  mkdirSync(folderOf(root), { recursive: true, mode: 0o700 });
  const claim = (): void =>
    writeFileSync(fileOf(root), JSON.stringify({ pid: process.pid }), { flag: 'wx', mode: 0o600 });
  const entry = read(root);
  if (entry !== undefined && (entry.url === undefined || (await answers(entry.url))))
    throw other(entry, root);
  rmSync(fileOf(root), { force: true });
  try {
    claim();
  } catch (error) {
    const winner = read(root);
    throw winner === undefined ? error : other(winner, root);
  }
};

const requestsFor = (root: string, { url, key }: LocalStack): string =>
  readFileSync(path.join(root, 'requests.http'), 'utf8')
    .replace(/^@url = .*$/m, () => `@url = ${url}`)
    .replace(/^@key = .*$/m, () => `@key = ${key === '' ? 'none' : key}`);

const files = ['requests.http', 'first.json', 'stack.json'] as const;

/**
 * Says where it serves: `stack.json`, `requests.http` with its address and key, and `first.json`, an event to try. The folder is
 * git-ignored.
 */
export const writeStackFiles = (root: string, stack: LocalStack, first: unknown): void => {
  const entry = read(root);
  if (entry?.pid !== stack.pid)
    throw entry === undefined ? new Error(`${fileOf(root)} is gone.`) : other(entry, root);
  write(path.join(folderOf(root), 'requests.http'), requestsFor(root, stack));
  write(path.join(folderOf(root), 'first.json'), `${JSON.stringify(first, null, 2)}\n`);
  write(fileOf(root), `${JSON.stringify(stack, null, 2)}\n`);
};

/** Removes what this process claimed and wrote. */
export const removeStackFiles = (root: string): void => {
  if (read(root)?.pid !== process.pid) return;
  for (const name of files) rmSync(path.join(folderOf(root), name), { force: true });
};
