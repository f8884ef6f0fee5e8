import { randomUUID } from 'node:crypto';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { type Outcome } from '../shared/pipeline/outcome';
import { outcomesIn } from './outcome-message';
import { byIndicator, type OfOne } from './by-indicator';
import { type Expected, type Sample } from './sample';
import { type Stack } from './stack';

/** A sample on its way: how its outcomes are told from others. */
export interface Sent {
  readonly sample: Sample;
  readonly status: number | null;
  readonly belongs: (outcome: Outcome) => boolean;
}

/** A sample with what came of it. */
export interface Settled {
  readonly sample: Sample;
  readonly status: number | null;
  readonly outcomes: readonly Outcome[];
}

const post = async ({ host }: Pick<Stack, 'host'>, sample: Sample): Promise<Sent> => {
  const response = await fetch(`${host.url}/api/indicators`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': host.functionKey },
    body: JSON.stringify(sample.body),
  });
  const { intakeId } = (await response.json()) as { readonly intakeId?: string };
  return { sample, status: response.status, belongs: (outcome) => outcome.intakeId === intakeId };
};

const put = async (queue: QueueClient, sample: Sample): Promise<Sent> => {
  const id = `sample-${randomUUID()}`;
  const enveloped = typeof sample.body === 'object' && sample.body !== null && 'id' in sample.body;
  const text = JSON.stringify(enveloped ? { ...sample.body, id } : sample.body);
  const { messageId } = await queue.sendMessage(
    sample.channel === 'queue' ? text : Buffer.from(text).toString('base64'),
  );
  const eventId = enveloped ? id : messageId;
  return { sample, status: null, belongs: (outcome) => outcome.eventId === eventId };
};

export const queueOf = (stack: Pick<Stack, 'connectionString'>, name: string): QueueClient =>
  QueueServiceClient.fromConnectionString(stack.connectionString).getQueueClient(name);

/** Sends every sample by its channel. */
export const sendSamples = async (
  stack: Pick<Stack, 'host' | 'connectionString'>,
  samples: readonly Sample[],
): Promise<readonly Sent[]> => {
  const events = queueOf(stack, 'indicator-events');
  await events.createIfNotExists();
  return Promise.all(
    samples.map((sample) => (sample.channel === 'http' ? post(stack, sample) : put(events, sample))),
  );
};

/** The outcomes on the queue now; they are only peeked at (the service shows at most 32 messages). */
export const peekOutcomes = async (stack: Pick<Stack, 'connectionString'>): Promise<readonly Outcome[]> => {
  const queue = queueOf(stack, 'indicator-outcomes');
  await queue.createIfNotExists();
  const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 32 });
  return peekedMessageItems.flatMap(({ messageText }) => outcomesIn(messageText) ?? []);
};

export const settle = (sent: readonly Sent[], outcomes: readonly Outcome[]): readonly Settled[] =>
  sent.map(({ sample, status, belongs }) => ({
    sample,
    status,
    outcomes: outcomes.filter(belongs),
  }));

const isAs = (expected: Expected | undefined, of: OfOne): boolean => {
  const said = of.map(({ destination, state }) => [destination, state] as const);
  const wanted = typeof expected === 'string' ? [[null, expected] as const] : Object.entries(expected ?? {});
  return (
    said.length === wanted.length &&
    wanted.every(([name, state]) => said.some(([a, b]) => a === name && b === state))
  );
};

/** The number of outcomes that a sample should have. */
export const outcomesOf = ({ expected }: Sample): number =>
  expected.reduce((sum, one) => sum + (typeof one === 'string' ? 1 : Object.keys(one).length), 0);

/** true: the sample got the answer and the outcomes it should. */
export const asExpected = ({ sample, status, outcomes }: Settled): boolean => {
  const found = byIndicator(outcomes);
  return (
    (sample.status === undefined || sample.status === status) &&
    found.length === sample.expected.length &&
    found.every((of, index) => isAs(sample.expected[index], of))
  );
};
