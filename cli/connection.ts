import { Option, type Command } from 'commander';
import { localStack } from '../local/stack-file';
import { secureUrl } from '../shared/codec/text-value';
import { UsageFailure } from './failure';

/** Options of every command that asks the gateway. */
export interface ConnectionOptions {
  readonly url?: string;
  readonly key?: string;
}

/** Where the gateway is, without a trailing slash or `/api`. */
export interface Connection {
  readonly url: string;
  readonly key: string | null;
}

export const withConnection = (command: Command): Command =>
  command
    .addOption(
      new Option('--url <url>', 'where the gateway is')
        .env('INDICATOR_GATEWAY_URL')
        .default(undefined, 'that of npm start in this clone, else http://localhost:7071'),
    )
    .addOption(
      new Option('--key <key>', 'its function key; better in the environment, where nobody sees it').env(
        'INDICATOR_GATEWAY_KEY',
      ),
    );

const keyOf = (key: string | undefined): string | null => {
  const text = (key ?? '').trim();
  if (!/^[\x21-\x7e]*$/.test(text)) throw new UsageFailure('the key holds characters that no key has');
  return text === '' ? null : text;
};

/** Without an address, that of `npm start` in this clone, with its key. */
const orLocal = ({ url, key }: ConnectionOptions): ConnectionOptions & { readonly url: string } => {
  if (url !== undefined) return { url, ...(key === undefined ? {} : { key }) };
  const local = localStack();
  return { url: local?.url ?? 'http://localhost:7071', key: key ?? local?.key ?? '' };
};

/** The connection. Over plain http, a key goes to this machine only. */
export const connectionOf = (options: ConnectionOptions): Connection => {
  const { url, key } = orLocal(options);
  const address = secureUrl(url.trim());
  if (address === undefined)
    throw new UsageFailure(
      '--url: expected an https URL, or http on this machine, such as https://APP.azurewebsites.net',
    );
  return { url: address.replace(/\/api$/, ''), key: keyOf(key) };
};
