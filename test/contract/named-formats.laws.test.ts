import { open } from '../../shared/envelopes/open';
import { formats } from '../../shared/formats';
import { type Format } from '../../shared/formats/format';
import { readAtOnce } from '../pipeline/read-at-once';
import { isUnreadable } from '../../shared/pipeline/receive';
import { eventWith } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { bodies } from './bodies';
import { samplePayloads } from './sample-payloads';

const now = (): Date => new Date('2026-11-23T12:00:00.000Z');

const environment = {
  formats,
  now,
  identityScope: 'test',
  profile: profileWith({ take: { freeText: true } }),
};

/** Text is a list only where that is said. */
const environmentOf = (name: string) => ({
  ...environment,
  profile: profileWith({ take: { freeText: true, ...(name === 'list' ? { lists: ['*'] } : {}) } }),
});

const options = { now, takeSuspicious: false, takeObserved: false, takeFreeText: true };

const readAs = (body: unknown, format: string) => readAtOnce(environment)({ ...eventWith(body), format });

const payloadsIn = (body: unknown): readonly unknown[] =>
  open(body, {}, eventWith(body).origin).opened.map(({ payload }) => payload);

/** Every body that some format recognises, and the first that does. */
const everything = [
  ...Object.entries(bodies).map(([name, payload]) => ({ name, payload })),
  ...samplePayloads(),
].flatMap(({ name, payload }) =>
  payloadsIn(payload).flatMap((one) => {
    const recogniser = formats.find(({ recognises }) => recognises(one));
    return recogniser === undefined ? [] : [{ name, payload: one, recogniser }];
  }),
);

/** Bodies that only other formats recognise, and how much this one finds in each. */
const foreignTo = (format: Format) =>
  everything
    .filter(({ payload }) => !format.recognises(payload))
    .map((one) => ({ ...one, found: format.read(one.payload, options).found.length }));

describe.each(formats.map((format) => [format.name, format] as const))(
  'when the format %s is named',
  (name, format) => {
    let foreign: ReturnType<typeof foreignTo> = [];

    beforeAll(() => {
      foreign = foreignTo(format);
    });

    it('refuses a body of another format of which it takes nothing, and says which format that is', () => {
      const strange = foreign.filter(({ found }) => found === 0);
      const silent = strange.filter(({ payload, recogniser }) => {
        const reading = readAs(payload, name);
        const hint = `did you mean ${recogniser.name}, which recognises it?`;
        return !(isUnreadable(reading) && reading.left.every(({ reason }) => reason.text.endsWith(hint)));
      });
      expect(strange.length).toBeGreaterThan(20);
      expect(silent.map((one) => one.name)).toEqual([]);
    });

    it('takes what it finds in a body that it would not have recognised', () => {
      const fitting = foreign.filter(({ found }) => found > 0);
      const refused = fitting.filter(({ payload }) =>
        readAs(payload, name).left.some(({ reason }) => reason.code === 'body-invalid'),
      );
      expect(refused.map((one) => one.name)).toEqual([]);
    });

    it('takes its own body as it takes it unnamed', () => {
      const body = bodies[name];
      expect(readAs(body, name.toUpperCase())).toEqual(readAtOnce(environmentOf(name))(eventWith(body)));
    });

    it.each([[{ results: [], count: 0 }], [{ objects: [] }], [{ value: [] }]])(
      'loses nothing of an empty list: %j',
      (list) => {
        expect(readAs(list, name).left.filter(({ reason }) => reason.text.includes('did you mean'))).toEqual(
          [],
        );
      },
    );
  },
);
