import { type Fault } from './fault';
import { liesFaults } from './lies';
import { lineFaults } from './line';
import { partialFaults } from './partial';
import { peersFaults } from './peers';
import { statusFaults } from './status';
import { storageFaults } from './storage';
import { tokenFaults } from './token';
import { createTrial } from './trial';

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

/** The kinds of lanes in turn, two of which are short, so that none waits for another. */
const inTurn = (faults: readonly Fault[]): readonly Fault[] => {
  const [token, patient, impatient, short] = (['fresh-token', 'patient', 'impatient', 'short'] as const).map(
    (kind) => faults.filter(({ on }) => on === kind),
  );
  return faults.flatMap((_, turn) => [
    ...(token?.slice(turn, turn + 1) ?? []),
    ...(patient?.slice(turn, turn + 1) ?? []),
    ...(impatient?.slice(turn, turn + 1) ?? []),
    ...(short?.slice(2 * turn, 2 * turn + 2) ?? []),
  ]);
};

afterAll(() => trial.end());

describe('under every fault nothing is lost and nothing is called for ever', () => {
  it.concurrent.each(inTurn(all).map((fault) => [fault.group, fault.name, fault] as const))(
    '%s: %s',
    async (_group, _name, fault) => {
      const { seen, wanted } = await trial.of(fault);
      expect(seen).toEqual(wanted);
    },
  );
});
