import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Stands in for a program on PATH, in a folder whose name has characters that make quoting fail. */
export interface FakeBin {
  readonly folder: string;
  /** An environment with this folder as its whole PATH. */
  readonly env: NodeJS.ProcessEnv;
  /** Puts a program there: a Node script, with `args` in scope. */
  readonly put: (name: string, script: string) => void;
  /** Ids of the processes that wrote them with `noteOwn` or `noteChild`. */
  readonly pids: () => readonly number[];
  readonly remove: () => void;
}

export const fakeBin = (): FakeBin => {
  const outer = mkdtempSync(path.join(tmpdir(), 'fake-func-'));
  const folder = path.join(outer, 'Käse & Brot (100%)');
  const notes = path.join(folder, 'pids');
  mkdirSync(folder);
  writeFileSync(notes, '');
  symlinkSync(process.execPath, path.join(folder, 'node'));
  const prelude = [
    '#!/usr/bin/env node',
    'const args = process.argv.slice(2);',
    `const note = (pid) => require('node:fs').appendFileSync(${JSON.stringify(notes)}, pid + '\\n');`,
    'note(process.pid);',
    `const sleeper = () => note(require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).pid);`,
  ];
  return {
    folder,
    env: { PATH: folder },
    put: (name, script) => {
      const file = path.join(folder, name);
      writeFileSync(file, [...prelude, script].join('\n'));
      chmodSync(file, 0o755);
    },
    pids: () => readFileSync(notes, 'utf8').split('\n').filter(Boolean).map(Number),
    remove: () => rmSync(outer, { recursive: true, force: true }),
  };
};

const version = (text: string): string =>
  `if (args[0] === '--version') { console.log('${text}'); process.exit(); }`;

const port = `const port = Number(args[args.indexOf('--port') + 1]);`;

const answering = (states: readonly object[]): string =>
  `const states = ${JSON.stringify(states)};
${port}
require('node:http').createServer((_, response) => {
  response.end(JSON.stringify(states.length > 1 ? states.shift() : states[0]));
}).listen(port, '127.0.0.1');`;

/** What `func` may do instead of running the app. */
export const fakeFunc = {
  exits: `${version('4.13.2')}
console.log('Azure Functions Core Tools');
console.error('The extension bundle can not be had.');
process.exit(3);`,
  hangs: `${version('4.13.2')}
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
console.log('Downloading the extension bundle');
setInterval(() => undefined, 1000);`,
  answersError: `${version('4.13.2')}
${answering([{ state: 'Starting' }, { state: 'Error', errors: ['The bundle is not valid.', 'No storage.'] }])}`,
  leavesAChild: `${version('4.13.2')}
sleeper();
console.log('going, and leaving a child');
process.exitCode = 1;
setTimeout(() => process.exit(), 100);`,
  answersNothing: `${version('4.13.2')}
${port}
require('node:net').createServer(() => undefined).listen(port, '127.0.0.1');`,
  works: `${version('4.13.2')}
sleeper();
if (process.env.NODE_CHANNEL_FD !== undefined) throw new Error('there is a channel');
${answering([{ state: 'Starting' }, { state: 'Initialized' }, { state: 'Running' }])}`,
  isOld: version('3.0.5455'),
  hangsOnVersion: `setInterval(() => undefined, 1000);`,
} as const;
