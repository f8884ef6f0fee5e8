/** `npm run queue`: puts an event on a queue of the local stack, or shows what is on one. */
import { type DequeuedMessageItem, type QueueClient } from '@azure/storage-queue';
import { asSent } from '../shared/azure/as-sent';
import { recordStore } from '../shared/azure/record/record-store';
import { byConnectionString } from '../shared/azure/storage';
import { describeFailure } from '../shared/failure';
import { type Outcome } from '../shared/pipeline/outcome';
import { bytesIn, runCommand, UsageError, type ParsedCommandLine } from './command-line';
import { putMessage } from './host/put-message';
import { outcomesIn } from './outcome-message';
import { outcomeTable } from './outcome-table';
import { queueOf } from './send-samples';
import { localStack } from './stack-file';

const usage = `npm run queue send FILE [-- --base64]   puts an event on indicator-events (FILE - reads standard input)
npm run queue peek                      shows the newest 50 outcomes that are kept to be read
npm run queue peek QUEUE                shows the oldest 32 messages of a queue, and leaves them there
npm run queue take [QUEUE]              shows them, of indicator-outcomes by default, and takes them off the queue, on this machine only
  -- --intake ID                        only the outcomes of that intake; its first characters are enough
  -- --json                             an outcome a line, whole, for scripts
  -- --connection STRING                a storage account; by default that of the npm start that serves in this clone
`;

const options = {
  base64: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  intake: { type: 'string' },
  connection: { type: 'string' },
} as const;

type Values = ParsedCommandLine<typeof options>['values'];

/** The most that the service shows at once. */
const most = 32;

/** How many of the kept outcomes are shown; they may go back ten years. */
const newest = 50;
const keptMs = 3_650 * 86_400_000;

const say = (text: string): void => console.log(text);

const connectionOf = ({ connection }: Values): string => {
  const found = connection ?? localStack()?.connectionString;
  if (found === undefined)
    throw new Error(
      'npm start does not serve in this clone (yet): start it, or say which account with --connection',
    );
  return found;
};

const queueNamed = (name: string, values: Values): QueueClient =>
  queueOf({ connectionString: connectionOf(values) }, name);

const send = async (file: string, values: Values): Promise<void> => {
  const text = bytesIn(file);
  const queue = queueNamed('indicator-events', values);
  await queue.createIfNotExists();
  const messageId = await putMessage(queue, text.toString(values.base64 ? 'base64' : 'utf8'));
  say(`sent, message ${messageId}; npm run queue peek shows what became of it`);
};

const isOf =
  ({ intake }: Values) =>
  ({ intakeId }: Outcome): boolean =>
    intake === undefined || intakeId.startsWith(intake);

const show = (texts: readonly string[], values: Values): void => {
  const { json, intake } = values;
  const found = texts.map(outcomesIn);
  const outcomes = found.flatMap((some) => some ?? []).filter(isOf(values));
  const others = intake === undefined ? texts.filter((_, index) => found[index] === undefined) : [];
  for (const text of others) say(text);
  if (json) for (const outcome of outcomes) say(JSON.stringify(outcome));
  else if (outcomes.length > 0) say(outcomeTable(outcomes));
  else if (others.length === 0) say('none of these');
};

/** Goes to the error stream, since scripts read what `--json` prints. */
const sayHowFar = async (queue: QueueClient, seen: number): Promise<void> => {
  const { approximateMessagesCount: all = 0 } = await queue.getProperties();
  if (seen < most || all <= seen) console.error(`all ${seen} messages of ${queue.name}`);
  else
    console.error(
      `the oldest ${seen} of some ${all} messages of ${queue.name}: a peek sees no further. ` +
        'npm run queue take shows these and takes them off, so that the next come into sight.',
    );
};

const peek = async (queue: QueueClient, values: Values): Promise<void> => {
  const { peekedMessageItems, _response } = await queue.peekMessages({ numberOfMessages: most });
  if (peekedMessageItems.length > 0)
    show(
      asSent(peekedMessageItems, _response).map(({ messageText }) => messageText),
      values,
    );
  await sayHowFar(queue, peekedMessageItems.length);
};

const isHere = ({ url }: QueueClient): boolean => ['127.0.0.1', 'localhost'].includes(new URL(url).hostname);

const take = async (queue: QueueClient, values: Values): Promise<void> => {
  if (!isHere(queue))
    throw new Error('take is for the storage account on this machine: what it takes is gone');
  const { receivedMessageItems, _response } = await queue.receiveMessages({ numberOfMessages: most });
  if (receivedMessageItems.length > 0)
    show(
      asSent(receivedMessageItems, _response).map(({ messageText }) => messageText),
      values,
    );
  const remove = ({ messageId, popReceipt }: DequeuedMessageItem): Promise<unknown> =>
    queue.deleteMessage(messageId, popReceipt);
  await Promise.all(receivedMessageItems.map(remove));
  const { approximateMessagesCount: left = 0 } = await queue.getProperties();
  console.error(`took ${receivedMessageItems.length} messages off ${queue.name}; some ${left} are left`);
};

/** Reads the kept outcomes: the queue itself shows only the oldest. */
const peekNewest = async (values: Values): Promise<void> => {
  const store = recordStore(byConnectionString(connectionOf(values)), 'indicatoroutcomes');
  const until = Date.now() + 1;
  const page = await store.page({ by: 'time', since: until - keptMs, until }, { size: newest, from: null })();
  if (page._tag === 'Left') throw new Error(describeFailure(page.left));
  const { items, next } = page.right;
  const outcomes = items.map(({ outcome }) => outcome).filter(isOf(values));
  if (values.json) for (const outcome of outcomes) say(JSON.stringify(outcome));
  else say(outcomes.length === 0 ? 'none of these' : outcomeTable(outcomes));
  console.error(
    next === null ? `all ${items.length} outcomes that are kept` : `the newest ${newest} outcomes`,
  );
};

const lookAt = async (
  name: string,
  values: Values,
  look: (queue: QueueClient, values: Values) => Promise<void>,
): Promise<void> => {
  const queue = queueNamed(name, values);
  if (await queue.exists()) await look(queue, values);
  else say(`there is no queue ${name} yet`);
};

void runCommand(
  { command: 'npm run queue', usage, options, words: 2 },
  async ({ values, positionals: [word, argument] }) => {
    if (word === 'send' && argument !== undefined) await send(argument, values);
    else if (word === 'peek')
      await (argument === undefined ? peekNewest(values) : lookAt(argument, values, peek));
    else if (word === 'take') await lookAt(argument ?? 'indicator-outcomes', values, take);
    else if (word === 'send') throw new UsageError('send: a file is expected');
    else
      throw new UsageError(word === undefined ? 'send, peek or take is expected' : `there is no "${word}"`);
    return 0;
  },
);
