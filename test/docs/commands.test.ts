import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { bundledCli, type Cli } from '../cli/command';
import { gridEvent } from '../envelopes/events';
import { startGateway, type Gateway } from '../integration/gateway';
import { indicator } from '../integration/indicators';
import { eventually } from '../waiting';
import { blocksOf, commandBlocks, root } from './blocks';
import { notRun } from './not-run';
import { isThere, shellFor, type Shell } from './shell';

const reasonOf = (page: string, text: string): string | undefined =>
  notRun.find(([where, beginning]) => where === page && text.startsWith(beginning))?.[2];

const blocks = commandBlocks.map(({ page, language, text }) => ({
  page,
  language,
  text,
  beginning: text.split('\n').find((line) => line !== '' && !line.startsWith('export ')) ?? '',
}));

const toRun = blocks.filter(({ page, text }) => reasonOf(page, text) === undefined);

describe('the list of what is not run', () => {
  it('names only blocks that there are', () => {
    const stale = notRun.filter(
      ([page, beginning]) => !blocks.some((block) => block.page === page && block.text.startsWith(beginning)),
    );
    expect(stale).toEqual([]);
  });

  it('leaves nothing but shell commands to be run', () => {
    expect(toRun.filter(({ language }) => language !== 'sh')).toEqual([]);
    expect(toRun.length).toBeGreaterThan(15);
  });
});

describe('a block', () => {
  it('is found wherever it stands', () => {
    const page = 'a\n```sh\none\n```\n1. b\n   ```sh\n   two \\\n     three\n   ```\n```json\n{}\n```\n';
    expect(blocksOf('page', page)).toEqual([
      { page: 'page', language: 'sh', text: 'one\n' },
      { page: 'page', language: 'sh', text: 'two \\\n  three\n' },
      { page: 'page', language: 'json', text: '{}\n' },
    ]);
  });
});

/** Every ready profile at once; the examples have documentation addresses. */
const profile = {
  guard: { specialUse: 'take' },
  custom: readdirSync(path.join(root, 'profiles'))
    .filter((file) => file.endsWith('.json'))
    .flatMap(
      (file) =>
        (
          JSON.parse(readFileSync(path.join(root, 'profiles', file), 'utf8')) as {
            custom?: readonly unknown[];
          }
        ).custom ?? [],
    ),
};

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

/** Files that a page takes for granted: something of the sender's own. */
const files: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'docs/cli.md': { 'profile.json': { guard: { ownDomains: ['contoso.com'] } } },
  'docs/senders/README.md': { 'alert.json': indicator({ domainName: 'page.malicious-host.com' }) },
  'docs/senders/kibana.md': {
    'alert.json': { _source: { '@timestamp': '2026-01-01T00:00:00Z', 'destination.ip': '198.51.100.7' } },
  },
  'docs/senders/logic-app.md': { 'trigger-outputs.json': readJson('docs/senders/logic-app.incident.json') },
};

const where = ['bash', 'curl', 'jq'].every(isThere) ? describe : describe.skip;

where('the commands that pages show', () => {
  let cli: Cli;
  let gateway: Gateway;
  let shell: Shell;
  let sent = 0;

  beforeAll(async () => {
    [cli, gateway] = await Promise.all([bundledCli(), startGateway({ PROFILE: JSON.stringify(profile) })]);
    shell = shellFor(gateway, cli.script);
  });

  afterAll(async () => {
    shell.remove();
    await Promise.all([gateway.stop(), cli.remove()]);
  });

  /** Parks a job whose destination is back, and gives its id. */
  const parkOne = async (): Promise<string> => {
    sent += 1;
    gateway.simulator.inject({ on: 'graph', times: 1, answer: { kind: 'status', status: 410 } });
    const eventId = await gateway.enqueue(
      JSON.stringify(indicator({ domainName: `page-${sent}.malicious-host.com` })),
    );
    return eventually(
      async () =>
        (await gateway.outcomes()).find((outcome) => outcome.eventId === eventId)?.parkedAs ?? undefined,
    );
  };

  const layDeadLetter = async (): Promise<void> => {
    const event = gridEvent(indicator({ domainName: 'given-up.malicious-host.com' }));
    const text = JSON.stringify([{ ...event, deadLetterReason: 'MaxDeliveryAttemptsExceeded' }]);
    const blobs = BlobServiceClient.fromConnectionString(gateway.connectionString);
    const container = blobs.getContainerClient('indicator-dead-letters');
    await container.createIfNotExists();
    await container.getBlockBlobClient('INDICATORS/2030/1/31/7/1.json').upload(text, Buffer.byteLength(text));
  };

  const filledIn = async (text: string): Promise<string> => {
    const id = /\bID\b/.test(text) || text.includes('parked ') ? await parkOne() : 'none';
    if (text.includes('dead-letters')) await layDeadLetter();
    return text.replaceAll('https://APP.azurewebsites.net', gateway.url).replaceAll(/\bID\b/g, id);
  };

  it.each(toRun)('work as they stand: $page, $beginning', async ({ page, text }) => {
    for (const [file, content] of Object.entries(files[page] ?? {})) shell.write(file, content);
    const { code, output, errors, answers } = await shell.run(await filledIn(text));
    // A page that replays and then drops the same id finds it gone.
    const isGone = output.includes('problem:not-parked');
    const failed = answers.filter(({ status }) => status > 299 && !(status === 404 && isGone));
    expect([code, failed, code === 0 && failed.length === 0 ? '' : `${output}${errors}`]).toEqual([
      0,
      [],
      '',
    ]);
    const previews = answers.filter(({ url }) => url.endsWith('/api/preview')).length;
    // One that came to nothing is answered 200 as well.
    expect(output.match(/"indicators":\[\{/g) ?? []).toHaveLength(previews);
  });
});
