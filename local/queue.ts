/** `npm run queue`: puts an event on a queue of the local stack, or shows what is on one. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { queueOf } from './send-samples';

const usage = `npm run queue -- send FILE [--base64]   puts an event on indicator-events (FILE - reads standard input)
npm run queue -- peek [QUEUE]           shows up to 32 messages, indicator-outcomes by default, and leaves them there
  --connection STRING                   where npm start said so; the usual ports of Azurite otherwise`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    base64: { type: 'boolean', default: false },
    connection: { type: 'string', default: 'UseDevelopmentStorage=true' },
  },
});

const stack = { connectionString: values.connection };

const send = async (file: string): Promise<void> => {
  const text = readFileSync(file === '-' ? 0 : file);
  const queue = queueOf(stack, 'indicator-events');
  await queue.createIfNotExists();
  const { messageId } = await queue.sendMessage(text.toString(values.base64 ? 'base64' : 'utf8'));
  console.log(`sent, message ${messageId}`);
};

const peek = async (name: string): Promise<void> => {
  const queue = queueOf(stack, name);
  if (!(await queue.exists())) {
    console.log(`there is no queue ${name} yet`);
    return;
  }
  const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 32 });
  for (const { messageText } of peekedMessageItems) console.log(messageText);
};

const main = ([command, argument]: readonly string[]): Promise<void> => {
  if (command === 'send' && argument !== undefined) return send(argument);
  if (command === 'peek') return peek(argument ?? 'indicator-outcomes');
  console.log(usage);
  process.exitCode = command === undefined ? 0 : 2;
  return Promise.resolve();
};

main(positionals).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'failed');
  process.exitCode = 1;
});
