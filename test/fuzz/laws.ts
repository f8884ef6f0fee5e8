import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';
import { tiIndicatorCodec } from '../../shared/codec/ti-indicator';
import { violations } from '../../shared/codec/violation';
import { open } from '../../shared/envelopes/open';
import { formats as builtIn } from '../../shared/formats';
import { type Format, type ReadOptions, type SkipReason } from '../../shared/formats/format';
import { observablesOf } from '../../shared/indicator/observable';
import { admit } from '../../shared/pipeline/dispatch/admit';
import { type Reading } from '../../shared/pipeline/reading/merge-duplicates';
import { type Received } from '../../shared/pipeline/reading/read-event';
import { readAtOnce } from '../pipeline/read-at-once';
import { profileWith } from '../pipeline/profiles';
import { dangerousMember, own } from './guard';
import { canary, type Input } from './input';
import { haystackOf } from './occurs';

export const laws = {
  throws: 'nothing throws',
  silent: 'a body that holds something has an outcome, and so has a payload that its format knows',
  sum: 'found and left are what the formats read, and nothing else',
  echo: 'no reason repeats a value of the sender',
  guard: 'nothing is found that must never be let out',
  invented: 'every observable stands in what came in',
  invalid: 'every indicator is valid as it is',
  prototype: 'no word from outside reaches what every object has',
  slow: 'no input takes two seconds',
} as const;

export type Law = keyof typeof laws;

export interface Broken {
  readonly law: Law;
  readonly detail: string;
}

export interface Checked {
  readonly broken: readonly Broken[];
  readonly found: number;
  readonly left: number;
  /** The formats that were chosen. */
  readonly formats: readonly string[];
}

const now = (): Date => new Date('2026-11-23T12:00:00.000Z');

const guarded = (specialUse: 'refuse' | 'take') =>
  profileWith({
    guard: { specialUse, ownDomains: [own.domain], ownNetworks: [own.network] },
    take: { suspicious: true, observed: true, freeText: true },
  });

const profiles = { refuse: guarded('refuse'), take: guarded('take') };

const options: ReadOptions = { now, takeSuspicious: true, takeObserved: true, takeFreeText: true };

const origin = { eventId: 'event', source: 'fuzz', type: null, time: null };

const eventOf = ({ body, format }: Input): Received => ({
  intakeId: 'intake',
  origin,
  headers: {},
  body,
  receivedAt: now(),
  format,
});

/** The formats, counting what they say. */
const counting = (
  formats: readonly Format[],
): { readonly formats: readonly Format[]; readonly entries: () => number } => {
  let entries = 0;
  const counted = formats.map((format): Format => ({
    ...format,
    read: (payload, how) => {
      const intake = format.read(payload, how);
      entries += intake.found.length + intake.skipped.length;
      return intake;
    },
  }));
  return { formats: counted, entries: () => entries };
};

const isEmpty = (body: unknown): boolean =>
  body === null ||
  (typeof body === 'string' && body.trim() === '') ||
  (Array.isArray(body) && body.length === 0);

const members = (prototype: object): number => Object.getOwnPropertyNames(prototype).length;

const untouched = [Object.prototype, Array.prototype, String.prototype].map(
  (one) => [one, members(one)] as const,
);

const repeats = ({ text, code, violations }: SkipReason): boolean =>
  [text, code, ...violations.map(({ expected }) => expected)].some((part) => part.includes(canary));

const brokenIf = (isBroken: boolean, law: Law, detail: string): readonly Broken[] =>
  isBroken ? [{ law, detail }] : [];

const wrongIn = (decoded: t.Validation<unknown>): string =>
  E.isLeft(decoded)
    ? violations(decoded.left)
        .map(({ pointer, expected }) => `${pointer} ${expected}`)
        .join('; ')
    : '';

const foundLaws = ({ found }: Reading, input: Input, payloads: readonly unknown[]): readonly Broken[] => {
  const rules = profiles[input.index % 4 === 3 ? 'refuse' : 'take'].guard;
  const haystack = haystackOf(payloads);
  const codec = tiIndicatorCodec(now);
  return [
    ...admit(rules)(found).refused.map(({ danger, planned }): Broken => ({
      law: 'guard',
      detail: `${danger.code} at ${planned.provenance.place} is refused at the door`,
    })),
    ...found.flatMap(({ indicator, provenance: { place, format } }) => {
      const danger = dangerousMember(indicator);
      const decoded = codec.decode(indicator);
      const invented = observablesOf(indicator).find(({ kind, value }) => !haystack.has(kind, value));
      return [
        ...brokenIf(danger !== undefined, 'guard', `${danger ?? ''} at ${place} by ${format ?? ''}`),
        ...brokenIf(
          invented !== undefined,
          'invented',
          `${invented?.kind ?? ''} ${JSON.stringify(invented?.value.slice(0, 200))} at ${place} by ${format ?? ''}`,
        ),
        ...brokenIf(E.isLeft(decoded), 'invalid', `at ${place} by ${format ?? ''}: ${wrongIn(decoded)}`),
      ];
    }),
  ];
};

/** A third of the formats by themselves over the payloads, whether or not they know them. */
const formatLaws = (
  formats: readonly Format[],
  index: number,
  payloads: readonly unknown[],
): readonly Broken[] =>
  payloads.slice(0, 3).flatMap((payload) =>
    formats
      .filter((_, nth) => (nth + index) % 3 === 0)
      .flatMap((format) => {
        const { found, skipped } = format.read(payload, options);
        const isSilent = found.length + skipped.length === 0 && format.recognises(payload);
        const echo = skipped.find(({ reason }) => repeats(reason));
        return [
          ...brokenIf(isSilent, 'silent', `${format.name} knows it and says nothing`),
          ...brokenIf(echo !== undefined, 'echo', `${format.name}: ${echo?.reason.code ?? ''}`),
        ];
      }),
  );

const readingLaws = (reading: Reading, input: Input, entries: number): readonly Broken[] => {
  const { found, left } = reading;
  const isWhole = input.format === null && !left.some(({ reason }) => reason.code === 'too-many-items');
  const unread = left.filter(
    ({ provenance, reason }) => provenance.format === null || reason.code === 'envelope-empty',
  ).length;
  const count = found.length + left.length;
  const echo = left.find(({ reason }) => repeats(reason));
  return [
    ...brokenIf(count === 0 && !isEmpty(input.body), 'silent', 'no outcome at all'),
    ...brokenIf(isWhole && count - unread !== entries, 'sum', `${count - unread} for ${entries} read`),
    ...brokenIf(echo !== undefined, 'echo', `${echo?.provenance.format ?? ''}: ${echo?.reason.code ?? ''}`),
  ];
};

const nativeCode = /\[native code\]|\[object \w+\]/;

const prototypeLaws = (reading: Reading, body: unknown): readonly Broken[] => {
  const changed = untouched.some(([prototype, before]) => members(prototype) !== before);
  const leaked = nativeCode.test(JSON.stringify(reading.found)) && !nativeCode.test(JSON.stringify(body));
  return [
    ...brokenIf(changed, 'prototype', 'a prototype has another member'),
    ...brokenIf(leaked, 'prototype', 'what every object has stands in an outcome'),
  ];
};

const judge = (formats: readonly Format[], input: Input): Checked => {
  const { formats: counted, entries } = counting(formats);
  const profile = profiles[input.index % 4 === 3 ? 'refuse' : 'take'];
  const reading = readAtOnce({ formats: counted, now, identityScope: 'fuzz', profile })(eventOf(input));
  const payloads = open(input.body, {}, origin).opened.map(({ payload }) => payload);
  const { found, left } = reading;
  return {
    broken: [
      ...readingLaws(reading, input, entries()),
      ...foundLaws(reading, input, payloads),
      ...formatLaws(formats, input.index, payloads),
      ...prototypeLaws(reading, input.body),
    ],
    found: found.length,
    left: left.length,
    formats: [...new Set([...found, ...left].flatMap(({ provenance }) => provenance.format ?? []))],
  };
};

/** Reads one input in every way and says which laws it breaks. Never throws. */
export const check = (input: Input, formats: readonly Format[] = builtIn): Checked =>
  E.getOrElse((error): Checked => ({
    broken: [
      {
        law: 'throws',
        detail: error instanceof Error ? (error.stack ?? error.message).slice(0, 500) : 'no error',
      },
    ],
    found: 0,
    left: 0,
    formats: [],
  }))(
    E.tryCatch(
      () => judge(formats, input),
      (error) => error,
    ),
  );
