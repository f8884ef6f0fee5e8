import { maxCharacters } from '../../../shared/delivery/limiter/log-text';
import { elapse } from '../../waiting';
import { sharedTable, type SharedTable } from './limiter-table';
import { saturate, seeded, shareOfCeiling, worstWindow, type Instance } from './limiter-world';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2030, 0, 1, 0, 0, 0, 400) });
});

afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

const minute = 60_000;

interface Run {
  readonly instances: number;
  readonly requestsPerMinute: number;
  readonly minutes: number;
  readonly loops?: number;
  /** What happens, and when, in minutes. */
  readonly events?: readonly (readonly [number, (table: SharedTable) => void])[];
}

/** Each wants more calls than it may, with a clock of its own; all start within a second, as after a deployment. */
const runOf = async ({ instances, requestsPerMinute, minutes, loops = 2, events = [] }: Run) => {
  const random = seeded(instances + requestsPerMinute);
  const table = sharedTable(random);
  const calls: number[] = [];
  const each = (): Instance => ({
    options: { requestsPerMinute },
    ...{ loops, maxMs: 1_000, lateMs: 150 },
    ...{ skewMs: random() * 1_200_000, fromMs: random() * 1_000, toMs: minutes * minute },
  });
  for (let count = 0; count < instances; count += 1)
    saturate(each(), table, random, () => calls.push(performance.now()));
  let passed = 0;
  for (const [at, event] of [...events, [minutes, () => undefined] as const]) {
    await elapse(at * minute - passed);
    passed = at * minute;
    event(table);
  }
  return { calls, table };
};

/** A fifth of what one partition takes. */
const maxTableCallsPerSecond = 400;

describe('when a thousand instances want more than the limit', () => {
  it.each([1000, 30])(
    'lets no minute have more than %d calls, uses at least 80 percent of them, and has room in the table',
    async (requestsPerMinute) => {
      const minutes = 2.2;
      const { calls, table } = await runOf({ instances: 1_000, requestsPerMinute, minutes });
      expect(worstWindow(calls, minute)).toBeLessThanOrEqual(requestsPerMinute);
      expect(shareOfCeiling(calls, requestsPerMinute, minute)).toBeGreaterThanOrEqual(0.8);
      expect(table.maxText).toBeLessThanOrEqual(maxCharacters);
      expect(table.busy).toBe(0);
      expect(table.calls).toBeLessThan(minutes * 60 * maxTableCallsPerSecond);
    },
  );
});

const perMinute = 100;
const fleet = { instances: 40, requestsPerMinute: perMinute };

const callsBetween = (calls: readonly number[], from: number, to: number): number => {
  const start = Math.min(...calls);
  return calls.filter((call) => call - start >= from * minute && call - start < to * minute).length;
};

describe('when the shared text of many instances is something that none of them can read', () => {
  it.each([
    '',
    'no log',
    '{"v":2,"calls":"AAAA"}',
    '{"used":[{"end":1,"n":-1000}],"held":{},"pausedUntil":0}',
  ])(
    'takes %p for a full window, lets no minute have more than the limit, and goes on after that',
    async (text) => {
      const damage = (table: SharedTable) => {
        table.text = text;
      };
      const { calls } = await runOf({ ...fleet, minutes: 4, events: [[1.3, damage]] });
      expect(worstWindow(calls, minute)).toBeLessThanOrEqual(perMinute);
      expect(callsBetween(calls, 2.6, 4)).toBeGreaterThan(perMinute / 2);
    },
  );
});

describe('when the table is away for a while', () => {
  it.each(['timeout', 'ECONNRESET', 'ServerBusy'])(
    'lets no minute have more than the limit, and goes on as soon as it is back, where it says %s',
    async (code) => {
      const away = (table: SharedTable) => {
        table.trouble = () => code;
      };
      const back = (table: SharedTable) => {
        table.trouble = () => null;
      };
      const events = [[1.3, away] as const, [2, back] as const];
      const { calls } = await runOf({ ...fleet, minutes: 4, events });
      expect(worstWindow(calls, minute)).toBeLessThanOrEqual(perMinute);
      expect(callsBetween(calls, 2.5, 4)).toBeGreaterThan(perMinute / 2);
    },
  );
});

describe('when the table has too much to do while many start', () => {
  it('lets none of them make the call that it would make where there is no table', async () => {
    const busy = (table: SharedTable) => {
      table.trouble = () => 'ServerBusy';
    };
    const back = (table: SharedTable) => {
      table.trouble = () => null;
    };
    const events = [[0, busy] as const, [0.5, back] as const];
    const { calls } = await runOf({ instances: 40, requestsPerMinute: 30, minutes: 2, events });
    expect(worstWindow(calls, minute)).toBeLessThanOrEqual(30);
    expect(calls.length).toBeGreaterThan(30);
  });
});

describe('when the table loses its row', () => {
  it('takes the window for full, and goes on after that', async () => {
    const lose = (table: SharedTable) => {
      table.lose();
    };
    const { calls } = await runOf({ ...fleet, minutes: 4, events: [[1.3, lose]] });
    expect(worstWindow(calls, minute)).toBeLessThanOrEqual(perMinute);
    expect(callsBetween(calls, 2.6, 4)).toBeGreaterThan(perMinute / 2);
  });
});
