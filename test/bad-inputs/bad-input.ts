import { indicator } from '../integration/indicators';

/** How many outcomes of each kind: `created`, or the state and the reason's code, as in `skipped: too-large`. */
export type Counts = Readonly<Record<string, number>>;

/** What has to come of an input, as the documentation promises it. */
export interface Expected {
  readonly status: number;
  /** Outcomes by HTTP; none where it was refused before it became an event. */
  readonly outcomes: Counts;
  /** Outcomes by queue, where there is nobody to answer. */
  readonly byQueue: Counts;
}

/** A body is built when it is sent. */
export type Body = () => string | Uint8Array;

export interface HttpInput {
  readonly method: 'POST' | 'OPTIONS';
  /** Below `/api/`. */
  readonly route: string;
  /** A list is a header sent several times. `null` leaves out one that is usual. */
  readonly headers: Readonly<Record<string, string | readonly string[] | null>>;
  readonly body: Body;
  /** Sent before it, as an event of its own. */
  readonly first?: Body;
  /** Makes headers that prove who sends it, from the bytes that are sent. */
  readonly proof?: (bytes: Uint8Array) => Readonly<Record<string, string | readonly string[]>>;
}

/** One line of the checklist of bad inputs. */
export interface BadInput {
  readonly group: string;
  readonly name: string;
  /** The channel: the route of a function key, the route of senders who sign, or the queue. */
  readonly by: 'http' | 'signed' | 'queue';
  readonly input: HttpInput;
  readonly expected: Expected;
  /** No function sees it, so the only sign of it is an outcome of an unknown event. */
  readonly isGivenUp?: true;
  /** What the destination should hold of it. */
  readonly held?: Readonly<Record<string, unknown>>;
}

/** Every indicator of it is created. */
export const taken = (count = 1): Expected => ({
  status: 201,
  outcomes: { created: count },
  byQueue: { created: count },
});

/** It was read, and left for a good reason. */
export const left = (code: string, count = 1): Expected => {
  const outcomes = { [`skipped: ${code}`]: count };
  return { status: 200, outcomes, byQueue: outcomes };
};

/** Nothing in it could be read. A sender is told so; where nobody can be told, it is kept. */
export const unreadable = (code: string, count = 1): Expected => ({
  status: 400,
  outcomes: { [`skipped: ${code}`]: count },
  byQueue: { [`parked: ${code}`]: count },
});

/** Refused before it became an event, so nothing of it is kept, and nothing is said of its parts. */
export const refused = (status: 400 | 413 | 415): Expected => ({
  status,
  outcomes: {},
  byQueue: { 'parked: not-json': 1 },
});

/** Part of it is created. */
export const partly = (created: number, code: string): Expected => {
  const outcomes = { created, [`skipped: ${code}`]: 1 };
  return { status: 200, outcomes, byQueue: outcomes };
};

/** It was answered, and is no event. */
export const answered = (status: number): Expected => ({ status, outcomes: {}, byQueue: {} });

const json = { 'content-type': 'application/json' };

interface More {
  readonly headers?: HttpInput['headers'];
  readonly route?: string;
  readonly method?: HttpInput['method'];
  readonly first?: Body;
  readonly held?: BadInput['held'];
}

/** An input exactly as it is, byte for byte. */
export const raw =
  (group: string) =>
  (name: string, body: Body, expected: Expected, more: More = {}): BadInput => {
    const { headers = {}, route = 'indicators', method = 'POST', first, held } = more;
    const input = { method, route, headers: { ...json, ...headers }, body };
    return {
      group,
      name,
      by: 'http',
      expected,
      input: first === undefined ? input : { ...input, first },
      ...(held === undefined ? {} : { held }),
    };
  };

export const value =
  (group: string) =>
  (name: string, body: unknown, expected: Expected, more: More = {}): BadInput =>
    raw(group)(name, () => JSON.stringify(body), expected, more);

/** A tiIndicator with these members. */
export const native =
  (group: string) =>
  (
    name: string,
    members: Readonly<Record<string, unknown>>,
    expected: Expected,
    held?: BadInput['held'],
  ): BadInput =>
    value(group)(name, indicator(members), expected, held === undefined ? {} : { held });

/** Gives it new names; latin1 keeps every byte. */
const renamed = (text: string, by: string): string => text.replaceAll('.envelope.example', `.${by}.example`);

const renamedBody = (body: string | Uint8Array, by: string): string | Uint8Array =>
  typeof body === 'string'
    ? renamed(body, by)
    : Buffer.from(renamed(Buffer.from(body).toString('latin1'), by), 'latin1');

const sentBy =
  (by: 'queue' | 'signed') =>
  (one: BadInput): BadInput => {
    const input = { ...one.input, body: () => renamedBody(one.input.body(), by) };
    const { held } = one;
    return held === undefined
      ? { ...one, by, input }
      : { ...one, by, input, held: { ...held, domainName: renamed(String(held.domainName), by) } };
  };

/** The same input, put on the queue of events. */
export const byQueue = sentBy('queue');

/** The same input from a sender who signs, with its proof. */
export const bySender = (route: string, proof: NonNullable<HttpInput['proof']>) => {
  const sent = sentBy('signed');
  return (one: BadInput): BadInput => {
    const { input, ...rest } = sent(one);
    return { ...rest, input: { ...input, route, proof } };
  };
};

/**
 * Put on the queue, and parked once the host has given it up. Its id is then another, since the copy on the poison queue has
 * one of its own. What could be read of it is reported part by part.
 */
export const givenUp = (one: BadInput): BadInput => {
  const { created = 0, ...parts } = one.expected.byQueue;
  const parked = Object.entries(parts).map(
    ([kind, count]) => [kind.replace('skipped', 'parked'), count] as const,
  );
  const good = created === 0 ? [] : [['parked: attempts-exhausted', created] as const];
  const outcomes = Object.fromEntries([...parked, ...good]);
  return { ...byQueue(one), expected: { ...one.expected, byQueue: outcomes }, isGivenUp: true };
};

/** A MISP attribute that is for detection. */
export const attribute = (type: string, said: unknown, more: object = {}): object => ({
  Attribute: { type, category: 'Network activity', to_ids: true, value: said, ...more },
});

/** A STIX indicator with this pattern. */
export const cloudEvent = (id: string, members: object): object => ({
  specversion: '1.0',
  id,
  source: '/a',
  type: 'contoso.indicator',
  ...members,
});

export const stixIndicator = (pattern: string, more: object = {}): object => ({
  type: 'indicator',
  spec_version: '2.1',
  id: 'indicator--6b2dd7a4-2a8e-4d3a-9c55-2d2b6f7f9a01',
  created: '2026-01-01T00:00:00Z',
  modified: '2026-01-01T00:00:00Z',
  pattern_type: 'stix',
  valid_from: '2026-01-01T00:00:00Z',
  pattern,
  ...more,
});
