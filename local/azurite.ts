import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface AzuriteOptions {
  /** Tries ports 10000 to 10002 first, so that `UseDevelopmentStorage=true` works; free ports otherwise. */
  readonly preferUsualPorts?: boolean;
  /** What Node.js runs, with its own flags; the package unless told. */
  readonly program?: readonly string[];
}

export interface AzuritePorts {
  readonly blob: number;
  readonly queue: number;
  readonly table: number;
}

export interface Azurite {
  readonly connectionString: string;
  readonly ports: AzuritePorts;
  stop(): Promise<void>;
}

// The account and key every storage emulator has; they are public.
const account = 'devstoreaccount1';
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

const usualPorts: AzuritePorts = { blob: 10_000, queue: 10_001, table: 10_002 };
const freePorts: AzuritePorts = { blob: 0, queue: 0, table: 0 };

const listening = /(Blob|Queue|Table) service is successfully listening at \S+:(\d+)/g;

const connectionStringOf = ({ blob, queue, table }: AzuritePorts): string =>
  [
    'DefaultEndpointsProtocol=http',
    `AccountName=${account}`,
    `AccountKey=${accountKey}`,
    `BlobEndpoint=http://127.0.0.1:${blob}/${account}`,
    `QueueEndpoint=http://127.0.0.1:${queue}/${account}`,
    `TableEndpoint=http://127.0.0.1:${table}/${account};`,
  ].join(';');

const run = (program: readonly string[], { blob, queue, table }: AzuritePorts): ChildProcess => {
  const ports = ['--blobPort', blob, '--queuePort', queue, '--tablePort', table].map(String);
  const flags = ['--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry', '--silent'];
  const preloads = ['exit-with-parent.cjs', 'lean-azurite.cjs'].flatMap((file) => [
    '--require',
    join(__dirname, file),
  ]);
  return spawn(process.execPath, [...preloads, ...program, ...flags, ...ports], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
};

/** The ports Azurite prints once it listens; rejects with what it said when it ends before. */
const portsOf = (child: ChildProcess): Promise<AzuritePorts> =>
  new Promise((resolve, reject) => {
    let said = '';
    const read = (chunk: unknown): void => {
      said += String(chunk);
      const ports = new Map(Array.from(said.matchAll(listening), ([, name, port]) => [name, Number(port)]));
      const [blob, queue, table] = [ports.get('Blob'), ports.get('Queue'), ports.get('Table')];
      if (blob !== undefined && queue !== undefined && table !== undefined) resolve({ blob, queue, table });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Azurite did not start: ${said.trim().slice(-500)}`)));
  });

const start = async (program: readonly string[], wanted: AzuritePorts): Promise<Azurite> => {
  const child = run(program, wanted);
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    const ports = await portsOf(child);
    const stop = (): Promise<void> => {
      child.kill('SIGKILL');
      return exited;
    };
    return { connectionString: connectionStringOf(ports), ports, stop };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
};

/** Starts Azurite in memory, as a child process that ends with this one. */
export const startAzurite = ({
  preferUsualPorts = false,
  program = [require.resolve('azurite/dist/src/azurite.js')],
}: AzuriteOptions = {}): Promise<Azurite> =>
  preferUsualPorts
    ? start(program, usualPorts).catch(() => start(program, freePorts))
    : start(program, freePorts);
