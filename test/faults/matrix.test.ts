import { type Fault } from './fault';
import { liesFaults } from './lies';
import { lineFaults } from './line';
import { partialFaults } from './partial';
import { peersFaults } from './peers';
import { statusFaults } from './status';
import { storageFaults } from './storage';
import { tokenFaults } from './token';
import { createTrial, type Case } from './trial';

const all: readonly Fault[] = [
  ...tokenFaults,
  ...statusFaults,
  ...partialFaults,
  ...lineFaults,
  ...liesFaults,
  ...storageFaults,
  ...peersFaults,
];

const trial = createTrial(all, { short: 2, impatient: 1, patient: 1, 'fresh-token': 1 });

/** Two of these lanes are there, so that both have something to do. */
const isDouble = ({ fault, at }: Case): boolean => fault.on === 'short' && at === 'graph';

/** The lanes in turn, so that none waits for another. */
const inTurn = (cases: readonly Case[]): readonly Case[] => {
  const lanes = new Map<string, Case[]>();
  for (const one of cases) {
    const key = `${one.fault.on} ${one.at}`;
    lanes.set(key, [...(lanes.get(key) ?? []), one]);
  }
  return cases.flatMap(() =>
    [...lanes.values()].flatMap((lane) => lane.splice(0, lane.some(isDouble) ? 2 : 1)),
  );
};

afterAll(() => trial.end());

describe('under every fault nothing is lost and nothing is called for ever', () => {
  it.concurrent.each(
    inTurn(trial.cases).map((one) => [one.fault.group, one.at, one.fault.name, one] as const),
  )('%s at %s: %s', async (_group, _at, _name, one) => {
    const { seen, wanted } = await trial.of(one);
    expect(seen).toEqual(wanted);
  });
});
