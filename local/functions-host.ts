import { startChild, type Child, type OnLine } from './child';
import { startCoreTools } from './core-tools';

export interface FunctionsHost extends Child {
  readonly url: string;
  /** Empty under `func`, which needs no key on this machine. */
  readonly functionKey: string;
  readonly name: string;
  /** How it ended, whoever ended it. */
  readonly ended: Promise<string>;
}

/** The small host in local/host, or Azure Functions Core Tools. */
export type HostKind = 'own' | 'func';

export interface FunctionsHostOptions {
  readonly root: string;
  readonly port: number;
  readonly functionKey: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: OnLine;
  readonly onStep: OnLine;
  /** Aborted when nobody waits for it any more. */
  readonly signal?: AbortSignal | undefined;
}

const startOwn = async ({
  root,
  port,
  functionKey,
  env,
  onLine,
}: FunctionsHostOptions): Promise<FunctionsHost> => {
  const key = functionKey === undefined ? [] : ['--key', functionKey];
  const args = ['--root', root, '--port', String(port), ...key];
  const { ready, stop, exited } = await startChild<{ url: string; functionKey: string }>(
    'host/main.ts',
    args,
    {
      env,
      onLine,
    },
  );
  return { ...ready, name: 'local/host', stop, ended: exited().then(() => 'it ended') };
};

export const startFunctionsHost = async (
  kind: HostKind,
  options: FunctionsHostOptions,
): Promise<FunctionsHost> =>
  kind === 'func' ? { ...(await startCoreTools(options)), functionKey: '', name: 'func' } : startOwn(options);
