import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, startProgram, type Child, type OnLine } from './child';

export interface FunctionsHost extends Child {
  readonly url: string;
  /** Empty under `func`, which asks for no key on this machine. */
  readonly functionKey: string;
  readonly name: string;
}

export interface FunctionsHostOptions {
  readonly root: string;
  readonly port: number;
  readonly functionKey: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: OnLine;
}

/** There `func` is a .cmd file, which only a shell runs. */
const onWindows = process.platform === 'win32';

/** Azure Functions Core Tools, version 4, where they are installed and work. */
const hasCoreTools = (root: string): boolean => {
  const { status, stdout } = spawnSync('func', ['--version'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return status === 0 && stdout.startsWith('4.');
};

const waitUntilUp = async (url: string): Promise<void> => {
  for (let tries = 0; tries < 240; tries += 1) {
    const up = await fetch(`${url}/admin/host/status`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await sleep(500);
  }
  throw new Error('func did not come up within two minutes');
};

const startCoreTools = async ({ root, port, env, onLine }: FunctionsHostOptions): Promise<FunctionsHost> => {
  const url = `http://127.0.0.1:${port}`;
  const child = startProgram('func', ['start', '--port', String(port)], {
    cwd: root,
    env,
    onLine,
    shell: onWindows,
  });
  await waitUntilUp(url);
  return { url, functionKey: '', name: 'func', stop: child.stop };
};

const startOwn = async ({
  root,
  port,
  functionKey,
  env,
  onLine,
}: FunctionsHostOptions): Promise<FunctionsHost> => {
  const key = functionKey === undefined ? [] : ['--key', functionKey];
  const args = ['--root', root, '--port', String(port), ...key];
  const { ready, stop } = await startChild<{ url: string; functionKey: string }>('host/main.ts', args, {
    env,
    onLine,
  });
  return { ...ready, name: 'local/host', stop };
};

/** `func` where it is installed, else the small host in local/host; `LOCAL_HOST=own` asks for the latter. */
export const startFunctionsHost = (options: FunctionsHostOptions): Promise<FunctionsHost> =>
  options.env.LOCAL_HOST !== 'own' && hasCoreTools(options.root)
    ? startCoreTools(options)
    : startOwn(options);
