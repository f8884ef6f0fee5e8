import * as E from 'fp-ts/Either';
import { startBudget } from '../../functions/http/budget';
import { onceOnly } from '../../functions/once-only';
import { createMessageWindow } from '../../shared/door/message-window';
import { type SharedText } from '../../shared/delivery/ports';
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

/** A row of Azure's tables holds so many characters (Azure documentation, the data model of the Table service). */
const rowHolds = 32_768;

describe('the answer to a message', () => {
  const written: string[] = [];
  const textsOf = (day: string): SharedText => {
    const texts = all(day);
    return {
      ...texts,
      write: (name, text, version) => {
        written.push(text);
        return texts.write(name, text, version);
      },
    };
  };
  const all = sharedTexts();
  const outcome = { state: 'created', text: '"'.repeat(20), path: '\\'.repeat(20) };

  it('fits into a row, however many outcomes are in it', async () => {
    for (let count = 0; count < 600; count += 1) {
      const outcomes = Array.from({ length: count }, () => outcome);
      const answer = { status: 201, jsonBody: { intakeId: 'intake', counts: { created: count }, outcomes } };
      const { budget, end } = startBudget(now, 600);
      const window = createMessageWindow(textsOf, () => now, 60_000);
      await onceOnly(window, { key: String(count), budget }, () => Promise.resolve(E.right(answer)))();
      end();
    }
    expect(written.filter(({ length }) => length > rowHolds)).toEqual([]);
    expect(written.filter((text) => text.includes('counts'))).toHaveLength(600);
  });
});
