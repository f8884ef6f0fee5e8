import { type Outcome, type State } from '../../shared/pipeline/outcome';
import { eventually } from '../waiting';
import { type Gateway } from './gateway';

/** What a sender remembers of an event, in order to check what the gateway said of it. */
interface Sent {
  readonly places: readonly string[];
  readonly belongs: (outcome: Outcome) => boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Readonly<Record<string, unknown>>;
  readonly outcomes: readonly Outcome[];
}

/** Sends events, remembers them, and checks what became of each. */
export interface Sender {
  readonly post: (body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly postText: (text: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** By queue, plain or base64; gives the id of the event. */
  readonly enqueue: (body: unknown, encoding?: 'plain' | 'base64') => Promise<string>;
  /** The outcomes of one event, by its intake or message id, once there are so many. */
  readonly outcomesOf: (id: unknown, count: number) => Promise<readonly Outcome[]>;
  /** The outcomes of every event taken, once everything in them is settled. */
  readonly settled: () => Promise<readonly Outcome[]>;
  readonly forget: () => void;
}

const placesOf = (body: unknown, place = ''): readonly string[] => {
  if (Array.isArray(body)) return body.map((_, index) => `${place}/${index}`);
  const { value, data } = body as { readonly value?: unknown; readonly data?: unknown };
  if (data !== undefined) return placesOf(data, `${place}/data`);
  return Array.isArray(value) ? placesOf(value, `${place}/value`) : [place];
};

/** A moved message gets a new id, so an event that has to be recognised on the poison queue has an id of its own. */
export const cloudEvent = (id: string, data: unknown) => ({
  specversion: '1.0',
  id,
  source: '/test',
  type: 'test',
  data,
});

const final: readonly State[] = ['created', 'rejected', 'skipped', 'parked'];

export const senderTo = (gateway: Gateway): Sender => {
  let sent: Sent[] = [];
  const postText: Sender['postText'] = async (text, headers = { 'x-functions-key': gateway.functionKey }) => {
    const response = await fetch(`${gateway.url}/api/indicators`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: text,
    });
    const answer = await response.text();
    const json = (answer === '' ? {} : JSON.parse(answer)) as Answer['json'];
    const outcomes = (json.outcomes ?? []) as readonly Outcome[];
    return { status: response.status, headers: response.headers, json, outcomes };
  };
  const having = (id: unknown) => (outcome: Outcome) => outcome.intakeId === id || outcome.eventId === id;
  return {
    postText,
    post: async (body, headers) => {
      const answer = await postText(
        JSON.stringify(body),
        headers && { 'x-functions-key': gateway.functionKey, ...headers },
      );
      // What was refused as a whole is still the sender's; everything else is the gateway's to account for.
      if (answer.json.intakeId !== undefined)
        sent.push({ places: placesOf(body), belongs: having(answer.json.intakeId) });
      return answer;
    },
    enqueue: async (body, encoding = 'plain') => {
      const text = JSON.stringify(body);
      const messageId = await gateway.enqueue(
        encoding === 'plain' ? text : Buffer.from(text).toString('base64'),
      );
      const { id = messageId } = body as { readonly id?: string };
      sent.push({ places: placesOf(body), belongs: having(id) });
      return id;
    },
    outcomesOf: (id, count) =>
      eventually(async () => {
        const found = (await gateway.outcomes()).filter(having(id));
        return found.length >= count && found;
      }),
    settled: () =>
      eventually(async () => {
        const all = await gateway.outcomes();
        const isSettled = ({ places, belongs }: Sent): boolean => {
          const done = all.filter((outcome) => belongs(outcome) && final.includes(outcome.state));
          return (
            done.length === places.length && places.every((at) => done.some(({ place }) => place === at))
          );
        };
        return sent.every(isSettled) && all.filter((outcome) => sent.some(({ belongs }) => belongs(outcome)));
      }),
    forget: () => {
      sent = [];
    },
  };
};
