import { runFleet } from './limiter-fleet';

describe('when four processes want all they can get, with clocks ten minutes apart', () => {
  it('lets no window have more calls than the limit, by the clock of the destination', async () => {
    const report = await runFleet({
      requestsPerMinute: 1200,
      windowMs: 3_000,
      guardMs: 500, // a busy machine brings calls late
      loops: 16,
      skewsMs: [0, 600_000, 1_200_000, 1_800_000],
      durationMs: 9_000,
    });
    expect(report.limit).toBe(60);
    expect(report.calls).toBeGreaterThan(report.limit);
    expect(report.worstWindow).toBeLessThanOrEqual(report.limit);
    expect(report.leases).toBeGreaterThan(4);
  });
});

describe('when one of four processes is killed every second, and another started in its place', () => {
  it('lets no window have more calls than the limit', async () => {
    const report = await runFleet({
      requestsPerMinute: 1200,
      windowMs: 3_000,
      guardMs: 500,
      loops: 16,
      skewsMs: [0, 0, 0, 0],
      durationMs: 9_000,
      killEveryMs: 1_000,
    });
    expect(report.killed).toBeGreaterThan(1);
    expect(report.calls).toBeGreaterThan(report.limit);
    expect(report.worstWindow).toBeLessThanOrEqual(report.limit);
  });
});
