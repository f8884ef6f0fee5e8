import { type Fault, type FaultAnswer, type FaultKind } from '../../local/simulator/faults';
import { type Service } from '../../local/simulator/service';
import { randomOf, type Random } from '../chaos/random';

type Status = FaultAnswer<'status'>;

const status = (code: number, more: Partial<Status> = {}): Status => ({
  kind: 'status',
  status: code,
  ...more,
});

const tooMany = { error: { code: 'TooManyRequests', message: 'Try again in 1 seconds.' } };
const page = '<!DOCTYPE html><html><body>Bad gateway</body></html>';

/** Statuses of a destination in trouble, with and without a word on when to come again. */
const statuses: readonly [Status, ...Status[]] = [
  status(400),
  status(401, { headers: { 'www-authenticate': 'Bearer realm=""' } }),
  status(403),
  status(404),
  status(408),
  status(410),
  status(413),
  status(429),
  status(429, { headers: { 'retry-after': '2' } }),
  status(429, { json: tooMany }),
  status(500),
  status(500, { raw: '', apply: true }),
  status(502, { raw: page }),
  status(503, { headers: { 'retry-after': '0.5' } }),
  status(504, { apply: true }),
];

/** One of every kind that the simulator knows. */
const answers: { readonly [K in FaultKind]: (random: Random) => FaultAnswer<K> } = {
  status: (random) => random.pick(statuses),
  reset: () => ({ kind: 'reset' }),
  resetAfterStore: () => ({ kind: 'resetAfterStore' }),
  hang: (random) => ({ kind: 'hang', apply: random.next() < 0.5 }),
  halfAnswer: () => ({ kind: 'halfAnswer' }),
  drip: () => ({ kind: 'drip' }),
  delay: (random) => ({ kind: 'delay', ms: random.integer(100, 4000) }),
  closeAfterAnswer: () => ({ kind: 'closeAfterAnswer' }),
  redirect: () => ({ kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere' }),
  emptyBody: (random) => ({ kind: 'emptyBody', status: random.pick([200, 202]), apply: random.next() < 0.5 }),
  notJson: (random) => ({ kind: 'notJson', apply: random.next() < 0.5 }),
  rejectItems: (random) => ({
    kind: 'rejectItems',
    every: random.integer(1, 50),
    code: 'InvalidInput',
    message: 'refused for this run',
    as200: random.next() < 0.5,
  }),
  omitItems: () => ({ kind: 'omitItems', indices: [0, 7, 50] }),
  shuffleItems: () => ({ kind: 'shuffleItems' }),
  storedTwice: () => ({ kind: 'storedTwice' }),
  notStored: () => ({ kind: 'notStored' }),
  itemsWithoutExternalId: () => ({ kind: 'itemsWithoutExternalId' }),
  newId: () => ({ kind: 'newId' }),
  visibleLater: () => ({ kind: 'visibleLater', ms: 2000 }),
};

const tokenAnswers: readonly [FaultAnswer, ...FaultAnswer[]] = [
  status(400),
  status(429, { headers: { 'retry-after': '1' } }),
  status(500),
  { kind: 'reset' },
  { kind: 'hang' },
  { kind: 'delay', ms: 1500 },
  { kind: 'notJson' },
  { kind: 'emptyBody', status: 200 },
];

const kinds = Object.keys(answers) as FaultKind[];

/**
 * One fault after the other, each on the next one to three calls to Graph, or on the next request for a token. Every kind has
 * its turn before one comes again.
 */
const faultSource = (random: Random): (() => Fault) => {
  let turn: FaultKind[] = [];
  return () => {
    if (random.next() < 0.15) return { on: 'token', answer: random.pick(tokenAnswers) };
    if (turn.length === 0) turn = [...kinds];
    const [kind = 'status'] = turn.splice(random.integer(0, turn.length - 1), 1);
    return { on: 'graph', times: random.integer(1, 3), answer: answers[kind](random) };
  };
};

/** The name in the report: `graph status 503`, `token hang`. */
const nameOf = ({ on, answer }: Fault): string =>
  `${on} ${answer.kind}${answer.kind === 'status' ? ` ${answer.status}` : ''}`;

/** One fault a second, and fewer where there are few calls: faults should hit a part of the calls, not all. */
export const startFaults = (
  { faults }: Service,
  {
    seed,
    calm,
    callsPerMinute,
  }: { readonly seed: number; readonly calm: boolean; readonly callsPerMinute: number },
) => {
  const random = randomOf(seed, 'faults');
  const next = faultSource(random);
  const injected = new Map<string, number>();
  const timer = setInterval(() => {
    if (calm || random.next() >= callsPerMinute / 300) return;
    const fault = next();
    const name = nameOf(fault);
    injected.set(name, (injected.get(name) ?? 0) + 1);
    faults.add([fault]);
  }, 1000);
  return {
    injected,
    /** Faults that have hit nothing yet are taken back. */
    stop: () => {
      clearInterval(timer);
      faults.clear();
    },
  };
};
