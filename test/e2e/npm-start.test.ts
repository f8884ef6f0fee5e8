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

/** What `npm start -- --once` runs, with the settings of a fresh clone but for these. */
const runOnce = async (
  settings: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: unknown; readonly said: string }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/start.ts', '--once'], {
    cwd: root,
    env: {
      ...process.env,
      PROFILE: '',
      DESTINATIONS: '',
      ...settings,
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

  it('runs with a profile of the user’s own, shows what the samples came to, and takes none of that for a fault', async () => {
    const { code, said } = await runOnce({
      PROFILE: '{"guard":{"specialUse":"refuse"}}',
      GRAPH_BASE_URL: 'https://elsewhere.example/beta',
    });
    expect(said).toMatch(/settings of yours: PROFILE \(JSON of 33 characters\) \(shell\)/);
    expect(said).toMatch(/not used, as all of this points at this machine:.* GRAPH_BASE_URL \(shell\)/);
    expect(said).not.toContain('elsewhere.example');
    expect(said).toContain('not as usual');
    expect(said).toMatch(/samples came out otherwise than with the usual settings/);
    expect(code).toBe(0);
  });
});
