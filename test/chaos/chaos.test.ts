import { type Target } from '../faults/fault';
import { runChaos } from './run';

/** From each moment some: while it starts, at its first message, at its first answers; npm run chaos has as many as you like. */
const runs: readonly (readonly [Target, number, readonly number[]])[] = [
  ['graph', 38, [1, 1, 1]],
  ['sentinel', 4, [1, 0, 1]],
  ['defender', 7, [0, 1, 1]],
];

describe.each(runs)(
  'when the app is killed again and again under load, and brings to %s',
  (at, seed, from) => {
    it('nothing that it took is lost', async () => {
      const kills = from.reduce((sum, count) => sum + count, 0);
      const report = await runChaos({ kills, seed, at });
      expect(Object.values(report.killsFrom)).toEqual(from);
      expect(report.taken).toBeGreaterThan(kills);
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
