import { runSoak } from './run';

describe('when the app runs at its ceiling with a random fault each second', () => {
  it('nothing is lost', async () => {
    const report = await runSoak({
      seconds: 8,
      seed: 4,
      limit: 1000,
      instances: 1,
      kill: false,
      perCall: 100,
    });
    expect(report.sent).toBeGreaterThan(100);
    expect(report.lostIds).toEqual([]);
  });
});
