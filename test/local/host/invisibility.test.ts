import type { DequeuedMessageItem } from '@azure/storage-queue';
import { keepInvisible, type RenewingQueue } from '../../../local/host/invisibility';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const message: Pick<DequeuedMessageItem, 'messageId' | 'popReceipt'> = { messageId: 'id', popReceipt: 'r0' };

/** A queue that gives a new receipt for the last one, and refuses where it is told to. */
const queueOf = () => {
  const renewed: string[] = [];
  const state = { isRefusing: false };
  const queue: RenewingQueue = {
    updateMessage: (messageId, popReceipt, _, seconds) => {
      if (state.isRefusing) return Promise.reject(new Error('busy'));
      renewed.push(`${messageId} ${popReceipt} ${seconds}`);
      return Promise.resolve({ popReceipt: `r${renewed.length}` });
    },
  };
  return { queue, renewed, state };
};

describe('a message that is worked on', () => {
  it('is renewed at each half time, with the receipt of the time before, and gives the last', async () => {
    const { queue, renewed } = queueOf();
    const kept = keepInvisible(queue, message, { seconds: 10, onFailure: () => undefined });
    await jest.advanceTimersByTimeAsync(4_999);
    expect(renewed).toEqual([]);
    await jest.advanceTimersByTimeAsync(10_001);
    expect(renewed).toEqual(['id r0 10', 'id r1 10', 'id r2 10']);
    expect(await kept.end()).toBe('r3');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(renewed).toHaveLength(3);
  });

  it('keeps its receipt where a renewal fails, and is renewed the next time', async () => {
    const { queue, renewed, state } = queueOf();
    const failures: unknown[] = [];
    const kept = keepInvisible(queue, message, { seconds: 10, onFailure: (error) => failures.push(error) });
    state.isRefusing = true;
    await jest.advanceTimersByTimeAsync(5_000);
    state.isRefusing = false;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(failures).toHaveLength(1);
    expect(renewed).toEqual(['id r0 10']);
    expect(await kept.end()).toBe('r1');
  });
});
