import * as E from 'fp-ts/Either';
import { startBudget } from '../../functions/budget';
import { onceOnly } from '../../functions/once-only';
import { createMessageWindow } from '../../shared/door/message-window';
import { sharedTexts } from '../door/door-world';
import { now } from './world';

const windowOf = () => createMessageWindow(sharedTexts(), () => now, 60_000);

describe('when the work on a message', () => {
  it.each([
    ['throws', () => Promise.reject(new TypeError('a fault'))],
    ['fails', () => Promise.resolve(E.left({ _tag: 'BodyCutOff' } as const))],
    ['is answered 503', () => Promise.resolve(E.right({ status: 503 }))],
  ])('%s, the same message is taken anew at once', async (_, work) => {
    const window = windowOf();
    const { budget, end } = startBudget(now, 600);
    await onceOnly(window, { key: 'key', budget }, work)().catch((fault: unknown) => fault);
    end();
    expect(await window.claim('key')()).toMatchObject({ right: { _tag: 'Taken' } });
  });

  it('throws, that is what comes of it', async () => {
    const { budget, end } = startBudget(now, 600);
    const fault = new TypeError('a fault');
    await expect(onceOnly(windowOf(), { key: 'key', budget }, () => Promise.reject(fault))()).rejects.toBe(
      fault,
    );
    end();
  });
});
