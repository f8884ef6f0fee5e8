import { QueueServiceClient } from '@azure/storage-queue';
import { type Azurite } from '../../local/azurite';
import { putMessage } from '../../local/host/put-message';
import { poisonQueue } from '../../shared/azure/poison-queue';
import { byConnectionString } from '../../shared/azure/storage';
import { startAzurite } from '../azurite';
import { rightOf } from '../pipeline/right-of';

let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

const texts: readonly string[] = [
  '{"a":1,\r\n"b":2}\r\n',
  'CEF:0|a\nCEF:0|b\rCEF:0|c',
  '&#xD; &#13; &amp;#10; &quot;',
  '<MessageText>x</MessageText> ]]> &lt;',
  ' \t spaces at both ends ',
  '\ufeff{"a":"é\u0085\u2028😀"}',
  '',
];

describe('what is taken off a poison queue', () => {
  it('has the texts as they were sent, to the character', async () => {
    const service = QueueServiceClient.fromConnectionString(azurite.connectionString);
    const queue = service.getQueueClient('poisoned');
    await queue.createIfNotExists();
    const sent = new Map<string, string>();
    for (const text of texts) sent.set(await putMessage(queue, text), text);
    const { take } = poisonQueue(byConnectionString(azurite.connectionString), {
      of: 'events',
      kind: 'event',
      poison: 'poisoned',
    });
    const taken = rightOf(await take());
    expect(new Map(taken.map(({ id, text }) => [id, text]))).toEqual(sent);
  });

  it('is nothing where there is no such queue', async () => {
    const { take } = poisonQueue(byConnectionString(azurite.connectionString), {
      of: 'events',
      kind: 'event',
      poison: 'not-there',
    });
    expect(rightOf(await take())).toEqual([]);
  });
});
