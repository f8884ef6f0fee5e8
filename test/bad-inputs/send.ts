import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Outcome } from '../../shared/pipeline/outcome';
import { type Gateway } from '../integration/gateway';
import { type BadInput, type Body, type Counts, type HttpInput } from './bad-input';

/** What was seen of one input. */
export interface Sent {
  /** Null on the queue, where nobody answers. */
  readonly status: number | null;
  /** The outcomes in the answer; none where it was refused before it became an event. */
  readonly outcomes: readonly Outcome[];
  /** The event's name in outcomes: the intake, or the message. */
  readonly id: string | null;
}

interface Answer {
  readonly intakeId?: string;
  readonly outcomes?: readonly Outcome[];
}

const isJson = ({ headers }: IncomingMessage): boolean => headers['content-type']?.includes('json') === true;

const headersOf = (
  { input }: BadInput,
  key: string,
  bytes: Uint8Array,
): Record<string, string | string[]> => {
  const usual = { 'content-length': String(bytes.byteLength) };
  const proof = input.proof?.(bytes) ?? { 'x-functions-key': key };
  const all: HttpInput['headers'] = { ...usual, ...proof, ...input.headers };
  const said = Object.entries(all);
  return Object.fromEntries(
    said.flatMap(([name, value]) =>
      value === null ? [] : [[name, typeof value === 'string' ? value : [...value]]],
    ),
  );
};

/** Uses a connection of its own, since one with a half-sent body is no good for the next input. */
const post = async (gateway: Gateway, one: BadInput, body: Body): Promise<Sent> => {
  const { input } = one;
  const bytes = Buffer.from(body());
  const outgoing = request(`${gateway.url}/api/${input.route}`, {
    method: input.method,
    headers: headersOf(one, gateway.functionKey, bytes),
    agent: false,
  });
  const answered = once(outgoing, 'response');
  // A client that is refused in the middle of a body may lose the connection after the answer.
  outgoing.on('error', () => undefined);
  outgoing.end(bytes);
  const [response] = (await answered) as [IncomingMessage];
  const text = (await buffer(response)).toString();
  const { intakeId = null, outcomes = [] } = (isJson(response) ? JSON.parse(text) : {}) as Answer;
  return { status: response.statusCode ?? 0, outcomes, id: intakeId };
};

const putOnQueue = async (gateway: Gateway, { input }: BadInput): Promise<Sent> => {
  const body = input.body();
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('base64');
  return { status: null, outcomes: [], id: await gateway.enqueue(text) };
};

/** Sends it as it says; by HTTP until it is answered. */
export const send = async (gateway: Gateway, one: BadInput): Promise<Sent> => {
  if (one.by === 'queue') return putOnQueue(gateway, one);
  if (one.input.first !== undefined) await post(gateway, one, one.input.first);
  return post(gateway, one, one.input.body);
};

/** How many outcomes of each kind, as in `Expected`. */
export const countsOf = (outcomes: readonly Outcome[]): Counts => {
  const counts = new Map<string, number>();
  for (const { state, reason } of outcomes) {
    const kind = state === 'skipped' || state === 'parked' ? `${state}: ${reason?.code ?? ''}` : state;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
};
