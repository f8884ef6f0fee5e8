import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { samples } from '../../local/samples';
import { eventually } from '../waiting';

const root = path.resolve(__dirname, '../..');

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const refuses = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => false,
    () => true,
  );

let pidFolder: string;

beforeAll(() => {
  pidFolder = mkdtempSync(path.join(tmpdir(), 'npm-start-'));
});

afterAll(() => rmSync(pidFolder, { recursive: true, force: true }));

const pids = (): readonly number[] => readdirSync(pidFolder).map(Number);

/** What `npm start -- --once` runs, with the settings of a fresh clone. */
const runOnce = async (): Promise<{ readonly code: unknown; readonly said: string }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/start.ts', '--once'], {
    cwd: root,
    env: {
      ...process.env,
      PROFILE: '',
      DESTINATIONS: '',
      NO_COLOR: '1',
      PID_FOLDER: pidFolder,
      NODE_OPTIONS: `--require ${JSON.stringify(path.join(__dirname, 'register-pid.cjs'))}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, said };
};

describe('npm start -- --once', () => {
  it('sends every sample, shows its outcomes as expected, and leaves nothing running', async () => {
    const { code, said } = await runOnce();
    expect(said).toContain('Every outcome was the expected one.');
    expect(code).toBe(0);
    expect(said).not.toContain('NOT as expected');
    expect(said.match(/as expected/g)).toHaveLength(samples().length);
    const [, host = '', simulator = ''] = /ready: (\S+) \(local\/host\), simulator (\S+)/.exec(said) ?? [];
    expect(await Promise.all([host, simulator].map(refuses))).toEqual([true, true]);
    // start.ts, Azurite, the simulator and the host
    expect(pids().length).toBeGreaterThanOrEqual(4);
    await eventually(() => !pids().some(isRunning));
  });
});
