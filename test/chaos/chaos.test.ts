import { runChaos } from './run';

describe('when the app is killed eight times under load', () => {
  it('nothing that it took is lost', async () => {
    // Two while it starts, three at its first message, three at its first answers; npm run chaos has as many as you like.
    const report = await runChaos({ kills: 8, seed: 4 });
    expect(Object.values(report.killsFrom)).toEqual([2, 3, 3]);
    expect(report.taken).toBeGreaterThan(20);
    expect(report.lostIds).toEqual([]);
    expect(report.queued).toBe(0);
  });
});

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
