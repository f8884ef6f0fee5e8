import { type Target } from '../faults/fault';
import { runChaos } from './run';

/** Two while it starts, three at its first message, three at its first answers at Graph; npm run chaos has as many as you like. */
const runs: readonly (readonly [Target, number, readonly number[]])[] = [
  ['graph', 8, [2, 3, 3]],
  ['sentinel', 3, [2, 0, 1]],
  ['defender', 3, [2, 0, 1]],
];

describe.each(runs)(
  'when the app is killed again and again under load, and brings to %s',
  (at, kills, from) => {
    it('nothing that it took is lost', async () => {
      const report = await runChaos({ kills, seed: 4, at });
      expect(Object.values(report.killsFrom)).toEqual(from);
      expect(report.taken).toBeGreaterThan(5);
      expect(report.lostIds).toEqual([]);
      expect(report.queued).toBe(0);
    });
  },
);

describe('when the destination says that it has what it has not', () => {
  it('the count of the lost shows it', async () => {
    const report = await runChaos({
      kills: 1,
      seed: 5,
      faults: [{ on: 'graph', method: 'POST', times: null, answer: { kind: 'notStored' } }],
    });
    expect(report.lost).toBe(report.taken);
  });
});
