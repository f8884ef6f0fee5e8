import { readFileSync } from 'node:fs';
import path from 'node:path';
import { remedies, type Code } from '../../shared/health/remedies';
import { startStorageProxy, type StorageProxy } from '../faults/storage-proxy';
import { startGateway, type Gateway } from '../integration/gateway';
import { bundledCli, type Cli } from './command';

let cli: Cli;
let gateway: Gateway;
let storage: StorageProxy;

/** The built app on a real host, with an account that can die. */
beforeAll(async () => {
  cli = await bundledCli();
  gateway = await startGateway(
    {},
    {
      door: async (behind) => {
        storage = await startStorageProxy(behind);
        return storage;
      },
    },
  );
});

afterAll(async () => {
  await gateway.stop();
  await cli.remove();
});

const doctor = (...args: readonly string[]) =>
  cli.run(['doctor', ...args], {
    env: { INDICATOR_GATEWAY_URL: gateway.url, INDICATOR_GATEWAY_KEY: gateway.functionKey },
  });

const said = (code: Code): readonly string[] => [
  `(${code})`,
  `cause:  ${remedies[code].cause}`,
  `remedy: ${remedies[code].remedy}`,
];

const page = readFileSync(path.resolve(__dirname, '../../docs/health.md'), 'utf8');

/** Without what differs from run to run: times, and how a connection broke. */
const timeless = (text: string): string =>
  text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME').replace(/\bE[A-Z]+(?= \()/g, 'CODE');

const killStorage = (): void => {
  const services = ['blob', 'queue', 'table'] as const;
  storage.inject(...services.map((service) => ({ service, answer: { kind: 'reset' as const } })));
};

describe('indicator-gateway doctor, of a running stack', () => {
  it('names the missing role, the dead storage and the retired Graph in one run, as docs/health.md shows', async () => {
    gateway.simulator.configure({ roles: [] });
    gateway.simulator.inject({ on: 'graph', times: null, answer: { kind: 'status', status: 410 } });
    killStorage();
    const { code, stdout } = await doctor();
    expect(code).toBe(1);
    for (const text of [
      ...said('permission-missing'),
      ...said('storage-out-of-reach'),
      ...said('destination-retired'),
    ])
      expect(stdout).toContain(text);
    expect(stdout).toMatch(/^FAIL +storage queues +/m);
    expect(stdout).toMatch(/^FAIL +storage tables +/m);
    expect(stdout).toMatch(/^FAIL +storage blobs +/m);
    expect(stdout).toMatch(/^FAIL +graph token +does not hold ThreatIndicators\.ReadWrite\.OwnedBy/m);
    expect(stdout).toMatch(/^FAIL +graph reach +answers 410/m);
    expect(timeless(/^```text\n([^]*?)^```/m.exec(page)?.[1] ?? '')).toBe(timeless(stdout));
  });

  it('says that all is well once the storage and Graph are back and a new token holds the role', async () => {
    gateway.simulator.reset();
    storage.heal();
    await gateway.host.end('SIGTERM');
    await gateway.host.start();
    const { code, stdout } = await doctor();
    expect(stdout).toMatch(/\nall is well\n$/);
    expect(code).toBe(0);
  });
});
