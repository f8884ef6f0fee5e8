import { Option, type Command } from 'commander';
import { createHmac, randomUUID } from 'node:crypto';
import { hmacOf } from '../../shared/door/hmac-check';
import { webhookKey } from '../../shared/door/standard-webhooks';
import { connectionOf, withConnection, type ConnectionOptions } from '../connection';
import { withExamples } from '../examples';
import { Failure, UsageFailure } from '../failure';
import { printAs, withOutput, type OutputOptions } from '../output';
import { type World } from '../world';
import { addedSchemes, type AddedScheme } from './made';

interface TestOptions extends ConnectionOptions, OutputOptions {
  readonly scheme: AddedScheme;
  readonly secret?: string;
}

/** The body is empty, so nothing comes of it: only the door is tried. */
const body = '[]';

type Headers = Readonly<Record<string, string>>;

const hexOf = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

const headersFor = (scheme: AddedScheme, secret: string, now: Date): Headers => {
  const seconds = String(Math.floor(now.getTime() / 1000));
  const id = `msg_${randomUUID()}`;
  switch (scheme) {
    case 'function-key':
      return { 'x-functions-key': secret };
    case 'standard-webhooks': {
      const mac = hmacOf({ algorithm: 'sha256', key: webhookKey(secret), encoding: 'base64' }, [
        `${id}.${seconds}.${body}`,
      ]);
      return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${mac}` };
    }
    case 'github':
      return { 'x-hub-signature-256': `sha256=${hexOf(secret, body)}`, 'x-github-delivery': id };
    case 'stripe':
      return { 'stripe-signature': `t=${seconds},v1=${hexOf(secret, `${seconds}.${body}`)}` };
    case 'hmac':
      return { 'x-signature': hexOf(secret, body) };
  }
};

const run =
  ({ now }: World) =>
  async (name: string, options: TestOptions): Promise<void> => {
    const { scheme } = options;
    const secret = options.secret?.trim() ?? '';
    if (secret === '')
      throw new UsageFailure('give the secret or key of the sender with INDICATOR_GATEWAY_SECRET');
    const { url } = connectionOf(options);
    const address = `${url}/api/${scheme === 'function-key' ? 'indicators' : `in/${encodeURIComponent(name)}`}`;
    const headers = { 'content-type': 'application/json', ...headersFor(scheme, secret, now()) };
    const { status } = await fetch(address, { method: 'POST', headers, body, redirect: 'manual' }).catch(
      () => {
        throw new Failure(`${url} does not answer`, 'see whether it runs, and whether the address is right', {
          isGeneral: true,
          mayPass: true,
        });
      },
    );
    // A body with nothing in it is answered 200 or 400, and only to a sender that was let in.
    const isIn = status === 200 || status === 400;
    printAs(options, {
      table: () =>
        isIn ? `${name} is let in` : `${name} is not let in (${status}); the log of the gateway says why`,
      json: () => ({ ok: isIn, status }),
      tsv: () => [[name, isIn ? 'in' : 'out', status]],
    });
    if (!isIn) process.exitCode = 1;
  };

export const addSenderTest = (sender: Command, world: World): void => {
  const command = sender
    .command('test')
    .description('send an empty event as a sender would, signed; nothing comes of it')
    .argument('<name>')
    .addOption(
      new Option('--scheme <scheme>', 'how it proves itself')
        .choices(addedSchemes)
        .default('standard-webhooks'),
    )
    .addOption(
      new Option(
        '--secret <secret>',
        'its secret or key; better in the environment, where nobody sees it',
      ).env('INDICATOR_GATEWAY_SECRET'),
    );
  withOutput(withConnection(command)).action(run(world));
  withExamples(command, world.name, [['after its entry is deployed', 'sender test svix']]);
};
