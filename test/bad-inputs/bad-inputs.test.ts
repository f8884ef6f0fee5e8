import { existsSync, readFileSync } from 'node:fs';
import { type Gateway } from '../integration/gateway';
import { type Counts } from './bad-input';
import { badInputs } from './list';
import { startForBadInputs } from './started';
import { tryAll, type Trial } from './trial';

const sumOf = (parts: readonly Counts[]): Counts => {
  const sum = new Map<string, number>();
  for (const part of parts)
    for (const [kind, count] of Object.entries(part)) sum.set(kind, (sum.get(kind) ?? 0) + count);
  return Object.fromEntries(sum);
};

/** Most megabytes of memory that a process ever had, as Linux counts them; null where nobody does. */
const peakOf = (pid: number | undefined): number | null => {
  const file = `/proc/${pid}/status`;
  const [, kilobytes] = existsSync(file)
    ? (/^VmHWM:\s*(\d+) kB/m.exec(readFileSync(file, 'utf8')) ?? [])
    : [];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
};

describe('a bad input', () => {
  let gateway: Gateway | undefined;
  let trial: Trial = { seen: new Map(), givenUp: {} };
  let held: ReadonlyMap<unknown, Readonly<Record<string, unknown>>> = new Map();
  let peak: number | null = null;

  beforeAll(async () => {
    gateway = await startForBadInputs();
    trial = await tryAll(gateway, badInputs);
    peak = peakOf(gateway.host.pid());
    held = new Map(gateway.simulator.stored().map((one) => [one.id, one]));
  });

  afterAll(async () => {
    // What is still under way is nobody's any more.
    await gateway?.host.end('SIGKILL');
    await gateway?.stop();
  });

  const rows = badInputs.map((one) => [one.group, one.by, one.name, one] as const);

  it.each(rows)('%s, by %s: %s', (_group, by, _name, one) => {
    const { status, outcomes, ids = [], isWritten } = trial.seen.get(one) ?? {};
    const { expected } = one;

    expect({ status, outcomes, isWritten }).toEqual({
      status: by === 'queue' ? null : expected.status,
      outcomes: by === 'queue' ? (one.isGivenUp === true ? {} : expected.byQueue) : expected.outcomes,
      isWritten: true,
    });
    expect(ids.map((id) => held.get(id))).toMatchObject(ids.map(() => one.held ?? {}));
  });

  it('that the host gives up is parked, with an outcome for each part', () => {
    const parts = badInputs
      .filter(({ isGivenUp }) => isGivenUp === true)
      .map(({ expected }) => expected.byQueue);

    expect(trial.givenUp).toEqual(sumOf(parts));
  });

  // Bodies of 100 MB and of 1 GB once inflated were among them, on both routes, four at a time.
  it('costs no more memory than an instance has', () => {
    expect(peak ?? 0).toBeLessThan(1024);
  });
});
