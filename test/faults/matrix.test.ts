import { faultsAround } from './all';
import { createTrial, type Case } from './trial';

const trial = createTrial(faultsAround, {});

/** The lanes in turn, so that none waits for another. */
const inTurn = (cases: readonly Case[]): readonly Case[] => {
  const lanes = new Map<string, Case[]>();
  for (const one of cases) {
    const key = `${one.fault.on} ${one.at}`;
    lanes.set(key, [...(lanes.get(key) ?? []), one]);
  }
  return cases.flatMap(() => [...lanes.values()].flatMap((lane) => lane.splice(0, 1)));
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
