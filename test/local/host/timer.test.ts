import { startTimer, type Timer, type TimerMemory, type TimerStatus } from '../../../local/host/timer';

const minute = 60_000;
const everyMs = 5 * minute;

let timer: Timer | undefined;

beforeEach(() => jest.useFakeTimers({ now: Date.UTC(2030, 0, 1, 12, 3, 20) }));
afterEach(() => {
  timer?.stop();
  jest.useRealTimers();
});

/** A timer whose function ends when it is told; the times at which it fired. */
const begin = (memory?: TimerMemory) => {
  const fired: string[] = [];
  const inputs: unknown[] = [];
  let end: () => void = () => undefined;
  timer = startTimer({
    everyMs,
    memory,
    fire: ({ json }) => {
      fired.push(new Date().toISOString().slice(11, 19));
      inputs.push(JSON.parse(json ?? ''));
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    },
  });
  return { fired, inputs, end: () => end(), stop: () => timer?.stop() };
};

describe('a timer', () => {
  it('fires at the times that its period divides, with what the library expects', async () => {
    const { fired, inputs, end } = begin();
    for (let minutes = 0; minutes < 12; minutes += 1) {
      await jest.advanceTimersByTimeAsync(minute);
      end();
    }
    expect(fired).toEqual(['12:05:00', '12:10:00', '12:15:00']);
    expect(inputs[0]).toEqual({
      Schedule: { AdjustForDST: true },
      ScheduleStatus: {
        Last: '1970-01-01T00:00:00.000Z',
        Next: '2030-01-01T12:10:00.000Z',
        LastUpdated: '2030-01-01T12:05:00.000Z',
      },
      IsPastDue: false,
    });
  });

  it('is not begun again while its function runs', async () => {
    const { fired, end } = begin();
    await jest.advanceTimersByTimeAsync(4 * everyMs);
    expect(fired).toHaveLength(1);
    end();
    await jest.advanceTimersByTimeAsync(everyMs);
    expect(fired).toHaveLength(2);
  });

  it('fires no more once it is stopped while its function runs', async () => {
    const { fired, end, stop } = begin();
    await jest.advanceTimersByTimeAsync(everyMs);
    stop();
    end();
    await jest.advanceTimersByTimeAsync(2 * everyMs);
    expect(fired).toHaveLength(1);
  });

  it.each([
    [
      'once, as past due, when a run was missed',
      '2030-01-01T11:55:00.000Z',
      ['12:03:20', '12:05:00'],
      [true, false],
    ],
    ['in time when none was', '2030-01-01T12:05:00.000Z', ['12:05:00'], [false]],
    ['in time when it was never run', undefined, ['12:05:00'], [false]],
  ])('fires %s', async (_, next, times, pastDue) => {
    const written: TimerStatus[] = [];
    const status =
      next === undefined ? undefined : { Last: '2030-01-01T11:50:00.000Z', Next: next, LastUpdated: next };
    const { fired, inputs, end } = begin({
      read: () => Promise.resolve(status),
      write: (said) => {
        written.push(said);
        return Promise.resolve();
      },
    });
    await jest.advanceTimersByTimeAsync(0);
    end();
    await jest.advanceTimersByTimeAsync(2 * minute);
    end();
    await jest.advanceTimersByTimeAsync(0);
    expect(fired).toEqual(times);
    expect(inputs.map((input) => (input as { IsPastDue: boolean }).IsPastDue)).toEqual(pastDue);
    expect(written.at(-1)).toMatchObject({
      Last: '2030-01-01T12:05:00.000Z',
      Next: '2030-01-01T12:10:00.000Z',
    });
  });
});
