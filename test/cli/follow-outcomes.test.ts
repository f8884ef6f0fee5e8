import { Failure } from '../../cli/failure';
import { followOutcomes } from '../../cli/follow-outcomes';
import { type OutcomesPage, type ShownOutcome } from '../../cli/gateway-answers';

const away = new Failure('no answer', 'later', { isGeneral: true, mayPass: true });
const refused = new Failure('the key is refused', 'see the key', { isGeneral: true });

/** Follows a gateway that answers so, one after the other, and then refuses. */
const followed = async (...answers: readonly (OutcomesPage | Failure)[]) => {
  const left = [...answers, refused];
  const [asked, kept, notes]: [string[], string[], string[]] = [[], [], []];
  let pauses = 0;
  const ended = await followOutcomes(
    {
      read: (after) => {
        asked.push(after);
        const answer = left.shift() ?? refused;
        return answer instanceof Failure ? Promise.reject(answer) : Promise.resolve(answer);
      },
      print: () => Promise.resolve(),
      keep: (cursor) => kept.push(cursor),
      pause: () => Promise.resolve(void (pauses += 1)),
      note: (text) => notes.push(text),
    },
    'start',
  ).catch((failure: unknown) => failure);
  return { asked, kept, notes, pauses, ended };
};

const nothing = (next: string): OutcomesPage => ({ outcomes: [], next });

describe('following outcomes', () => {
  it('asks from where it was told to go on, and keeps that', async () => {
    const { asked, kept, ended } = await followed(nothing('1'), nothing('2'));
    expect([asked, kept, ended]).toEqual([['start', '1', '2'], ['1', '2'], refused]);
  });

  it('asks again from the same place where the gateway is away in between', async () => {
    const { asked, notes, pauses } = await followed(nothing('1'), away, away, nothing('2'));
    expect([asked, notes.length, pauses]).toEqual([['start', '1', '1', '1', '2'], 2, 4]);
  });

  it('ends at once where it is away from the start', async () => {
    expect((await followed(away)).ended).toBe(away);
  });

  it('keeps no cursor of a line that was not given out', async () => {
    const [given, kept]: [string[], string[]] = [[], []];
    const outcomes = ['1', '2', '3'].map((cursor) => ({ cursor }) as ShownOutcome);
    const gone = new Promise<void>((resolve) => {
      void followOutcomes(
        {
          read: (after) =>
            after === 'start' ? Promise.resolve({ outcomes, next: '3' }) : new Promise(() => undefined),
          // The reader goes at the second line.
          print: ({ cursor }) => {
            given.push(cursor);
            if (cursor === '1') return Promise.resolve();
            setImmediate(resolve);
            return new Promise(() => undefined);
          },
          keep: (cursor) => kept.push(cursor),
          pause: () => Promise.resolve(),
          note: () => undefined,
        },
        'start',
      );
    });
    await gone;
    expect([given, kept]).toEqual([['1', '2'], ['1']]);
  });
});
