import { faultsWithin } from './all';
import { createTrial } from './trial';

const trial = createTrial(faultsWithin, { process: 2 });

afterAll(() => trial.end());

describe('whatever happens to the process, nothing is lost and nothing is called for ever', () => {
  it.concurrent.each(trial.cases.map((one) => [one.fault.group, one.fault.name, one] as const))(
    '%s: %s',
    async (_group, _name, one) => {
      const { seen, wanted } = await trial.of(one);
      expect(seen).toEqual(wanted);
    },
  );
});
