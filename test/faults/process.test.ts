import { endedFaults } from './ended';
import { processFaults } from './process';
import { createTrial } from './trial';

const all = [...endedFaults, ...processFaults];

const trial = createTrial(all, { process: 2 });

afterAll(() => trial.end());

describe('whatever happens to the process, nothing is lost and nothing is called for ever', () => {
  it.concurrent.each(all.map((fault) => [fault.group, fault.name, fault] as const))(
    '%s: %s',
    async (_group, _name, fault) => {
      const { seen, wanted } = await trial.of(fault);
      expect(seen).toEqual(wanted);
    },
  );
});
