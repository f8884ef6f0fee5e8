import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { QueueServiceClient } from '@azure/storage-queue';
import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import { type Azurite } from '../../local/azurite';
import { startAzurite } from '../azurite';
import { byConnectionString, jobQueue } from '../../shared/azure/storage';
import { queueBytes } from '../../shared/codec/queue-weight';
import { writeJson } from '../../shared/codec/write-json';
import { jobMessages } from '../../shared/pipeline/job';
import { leftOut, notCreated, reason, type Outcome, type Planned } from '../../shared/pipeline/outcome';
import { outcomeMessages } from '../../shared/pipeline/outcomes/outcome-messages';
import { hostileCharacters, hostileText } from '../arbitraries/hostile-text';
import { indicatorOf, jobOf, provenanceAt } from '../pipeline/planned';

let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite();
});

afterAll(() => azurite.stop());

const hostile = hostileCharacters.map((character) => [JSON.stringify(character), character] as const);

describe('what the SDK sends to a queue', () => {
  let server: Server;
  let sizes: number[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      void buffer(request).then(({ length }) => {
        sizes.push(length);
        response.writeHead(400).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  beforeEach(() => {
    sizes = [];
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const send = async (text: string): Promise<number> => {
    const { port } = server.address() as AddressInfo;
    const connectionString = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0LWtleQ==;QueueEndpoint=http://127.0.0.1:${port}/a`;
    await jobQueue(byConnectionString(connectionString), 'jobs').enqueue(text, 0)();
    return sizes.at(-1) ?? 0;
  };

  it.each(hostile)('weighs what is counted: %s', async (_, character) => {
    const wrapped = (await send('x')) - 1;
    const text = writeJson({ text: character.repeat(1000) });
    expect(wrapped).toBeLessThanOrEqual(128);
    expect((await send(text)) - wrapped).toBe(queueBytes(text));
  });
});

/** Items of every size, in texts that grow on their way. */
const planned: fc.Arbitrary<readonly Planned[]> = fc.array(
  fc.tuple(hostileText(9000), hostileText(256)).map(([text, name]) => ({
    provenance: { ...provenanceAt(name), eventId: name.slice(0, 256), source: name },
    indicator: indicatorOf('a', { additionalInformation: text }),
  })),
  { minLength: 1, maxLength: 12 },
);

const outcomesOf = (items: readonly Planned[]): readonly Outcome[] =>
  items.flatMap((item, index) => {
    const stamp = { attempt: 1, settledAt: '2026-01-01T00:00:00.000Z' };
    const text = item.indicator.additionalInformation ?? '';
    const why = reason('rejected-by-destination', text, {
      violations: [{ pointer: text.slice(0, 200), expected: 'x' }],
      destinationCode: text,
    });
    return index % 2 === 0
      ? [notCreated(item, { destination: 'graph', state: 'rejected', why }, stamp)]
      : [leftOut(item.provenance, { state: 'skipped', why }, stamp)];
  });

describe('what the gateway puts on a queue, whatever a sender wrote', () => {
  it('is taken by the queue, comes off it as it was, and is at most 64 KiB on the wire', async () => {
    const service = QueueServiceClient.fromConnectionString(azurite.connectionString);
    const queue = service.getQueueClient('hostile');
    const jobs = jobQueue(byConnectionString(azurite.connectionString), 'hostile');
    const check = async (message: string): Promise<void> => {
      expect(await jobs.enqueue(message, 0)()).toEqual(E.right(undefined));
      const { receivedMessageItems } = await queue.receiveMessages();
      expect(receivedMessageItems.map(({ messageText }) => messageText)).toEqual([message]);
      expect(queueBytes(message)).toBeLessThan(64 * 1024);
      await queue.clearMessages();
    };
    await fc.assert(
      fc.asyncProperty(planned, async (items) => {
        for (const { message } of jobMessages(jobOf(items))) await check(message);
        for (const message of outcomeMessages(outcomesOf(items))) await check(message);
      }),
      { numRuns: 12 },
    );
  });
});
