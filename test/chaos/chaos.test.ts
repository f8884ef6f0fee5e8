import { runChaos } from './run';

describe('when the app is killed 20 times under load', () => {
  it('nothing that it took is lost', async () => {
    const report = await runChaos({ kills: 20, seed: 4 });
    expect(report.taken).toBeGreaterThan(100);
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
