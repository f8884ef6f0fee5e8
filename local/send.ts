/** `npm run send FILE` and `npm run preview FILE`: posts an event to the gateway, and shows its answer. */
import { connectionOf } from '../cli/connection';
import { answerText } from './answer-text';
import { bytesIn, runCommand, UsageError } from './command-line';

const usage = `npm run send FILE            sends an event by HTTP, and shows what became of it (FILE - reads standard input)
npm run preview FILE         shows what it would come to; nothing is created
  -- --format NAME           says outright what it is, instead of having it recognised
  -- --json                  prints the answer as it is
  -- --url URL, --key KEY    another gateway than that of npm start in this clone;
                             or the variables INDICATOR_GATEWAY_URL and INDICATOR_GATEWAY_KEY
`;

const options = {
  preview: { type: 'boolean', default: false },
  format: { type: 'string' },
  json: { type: 'boolean', default: false },
  url: { type: 'string' },
  key: { type: 'string' },
} as const;

const nonBlank = (value: string | undefined): string | undefined =>
  value === undefined || value.trim() === '' ? undefined : value;

const whereTo = (values: { readonly url?: string | undefined; readonly key?: string | undefined }) => {
  const url = values.url ?? nonBlank(process.env.INDICATOR_GATEWAY_URL);
  const key = values.key ?? nonBlank(process.env.INDICATOR_GATEWAY_KEY);
  return connectionOf({ ...(url === undefined ? {} : { url }), ...(key === undefined ? {} : { key }) });
};

/** JSON, unless the file's name says that it is a list, or text. */
const mediaTypeOf = (file: string): string => {
  if (/\.csv$/i.test(file)) return 'text/csv';
  return /\.(?:txt|log|cef|leef)$/i.test(file) ? 'text/plain' : 'application/json';
};

void runCommand(
  { command: 'npm run send', usage, options, words: 1 },
  async ({ values, positionals: [file] }) => {
    if (file === undefined) throw new UsageError('a file is expected');
    const body = bytesIn(file);
    const { url, key } = whereTo(values);
    const response = await fetch(`${url}/api/${values.preview ? 'preview' : 'indicators'}`, {
      method: 'POST',
      headers: {
        'content-type': mediaTypeOf(file),
        ...(key === null ? {} : { 'x-functions-key': key }),
        ...(values.format === undefined ? {} : { 'x-indicator-format': values.format }),
      },
      body,
    }).catch(() => {
      throw new Error(`nothing listens at ${url}: npm start serves on this machine`);
    });
    const text = await response.text();
    console.log(values.json ? text : answerText(response.status, text));
    return response.ok ? 0 : 1;
  },
);
