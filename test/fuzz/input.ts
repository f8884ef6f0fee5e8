import { randomOf, type Random } from '../chaos/random';
import { formats } from '../../shared/formats';
import { type Corpus } from './corpus';
import { copyOf, put, slotsOf, type Holder } from './json';
import { mutate } from './mutate';

/** A text that stands in values of the sender, and nowhere else. */
export const canary = 'canary3d81e0';

/** One event to try, made from its seed and number alone. */
export interface Input {
  readonly index: number;
  readonly body: unknown;
  /** The format that its sender names; null mostly. */
  readonly format: string | null;
  /** The sample that it was made of. */
  readonly from: string;
}

const names: readonly [string, ...string[]] = ['no-such-format', ...formats.map(({ name }) => name)];

/** Whether a text holds JSON itself: its words may be names of members, which a pointer may repeat. */
const isDocument = (text: string): boolean => /^\s*[[{]|(?:CEF|LEEF):|\n/.test(text);

/** Puts the canary into some values; names of members stay as they are. */
const plant = (root: Holder, random: Random): void => {
  for (const { holder, name } of slotsOf(root)) {
    const value = holder[name];
    if (typeof value !== 'string' || isDocument(value) || random.next() < 0.7) continue;
    put(holder, name, random.next() < 0.5 ? canary : `${value}${canary}`);
  }
};

const enveloped = (body: unknown, random: Random): unknown => {
  const origin = { id: 'e', source: '/fuzz', type: 'fuzz' };
  return random.pick<() => unknown>([
    () => ({ specversion: '1.0', ...origin, data: body }),
    () => [
      {
        ...origin,
        eventType: 'fuzz',
        subject: 's',
        eventTime: '2026-11-23T12:00:00Z',
        dataVersion: '1',
        data: body,
      },
    ],
    () => ({ headers: {}, body }),
    () => ({
      '$content-type': 'application/json',
      $content: Buffer.from(JSON.stringify(body)).toString('base64'),
    }),
  ])();
};

const formOf = (body: unknown, random: Random): unknown => {
  const form = random.next();
  if (form < 0.06) return JSON.stringify(body);
  return form < 0.1 ? enveloped(body, random) : body;
};

/** Whole samples are slow, so they are rare. */
const wholeSamples = 0.002;

export const inputOf = (corpus: Corpus, seed: number, index: number): Input => {
  const random = randomOf(seed, `input ${index}`);
  const { seedlings, large } = corpus;
  const whole = random.next() < wholeSamples ? large[random.integer(0, large.length - 1)] : undefined;
  const { name, body } = whole ?? random.pick(seedlings);
  const root: Holder = { body: copyOf(body) };
  mutate(root, random.integer(0, 5), random, corpus);
  if (random.next() < 0.3) plant(root, random);
  const format = random.next() < 0.04 ? random.pick(names) : null;
  return { index, from: name, format, body: formOf(root.body ?? null, random) };
};
