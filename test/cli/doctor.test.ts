import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { lineOf, notice, trouble, healthy } from '../../shared/health/finding';
import { type Health } from '../../shared/health/health';
import { remedies, type Code } from '../../shared/health/remedies';
import { gateTo } from '../integration/gate';
import { bundledCli, type Cli } from './command';
import { runInProcess } from './in-process';

const key = 'the-function-key';

let cli: Cli;
let server: Server;
let url: string;
let answer: (response: ServerResponse) => void;
let requests: IncomingMessage[] = [];

beforeAll(async () => {
  cli = await bundledCli();
  server = createServer((request, response) => {
    requests.push(request);
    if (request.headers['x-functions-key'] === key) answer(response);
    else response.writeHead(401).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  requests = [];
  answer = (response) => response.writeHead(404).end();
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await cli.remove();
});

const runBy =
  (runCli: Cli['run']) =>
  (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
    runCli(['doctor', ...args], {
      env: { INDICATOR_GATEWAY_URL: url, INDICATOR_GATEWAY_KEY: key, ...env },
    });

const run = runBy(runInProcess);

/** The same as a process of its own. */
const runBundled = runBy((...asked) => cli.run(...asked));

const saying = (status: number, report: unknown) => {
  answer = (response) => response.writeHead(status).end(JSON.stringify(report));
};

const fine: Health = {
  status: 'ok',
  version: '1.2.3',
  lines: [
    lineOf('settings', healthy('all are right')),
    lineOf('parked', notice('parked', '7')),
    lineOf('version', healthy('1.2.3')),
  ],
};

const failing: Health = {
  ...fine,
  status: 'failing',
  lines: [...fine.lines, lineOf('graph reach', trouble('destination-retired', 'answers 410'))],
};

/** The one line that the command has for what the gateway did not say. */
const ownLine = (code: Code, text: string) =>
  `FAIL  gateway  ${text} (${code})\n` +
  `               cause:  ${remedies[code].cause}\n` +
  `               remedy: ${remedies[code].remedy}\n` +
  `1 of 1 not well\n`;

describe('doctor', () => {
  it('prints every line, and ends with 0 when all is well, with a note or without', async () => {
    saying(200, fine);
    const { code, stdout, stderr } = await runBundled();
    expect([code, stdout]).toEqual([
      0,
      [
        'ok    settings  all are right',
        'note  parked    7 (parked)',
        `                cause:  ${remedies.parked.cause}`,
        `                remedy: ${remedies.parked.remedy}`,
        'ok    version   1.2.3',
        'all is well',
        '',
      ].join('\n'),
    ]);
    expect(stderr).toBe(`done   asked ${url}\n`);
    expect(requests.map(({ method, url: path }) => `${method} ${path}`)).toEqual(['GET /api/health']);
  });

  it('tells of one destination alone with --instance, and how that one is', async () => {
    const report: Health = {
      ...failing,
      lines: [
        ...failing.lines,
        lineOf('acme token', trouble('tenant-refused', 'there is none')),
        lineOf('acme reach', healthy('answers 200')),
        lineOf('acme-eu reach', healthy('answers 200')),
      ],
    };
    saying(503, report);
    const told = async (instance: string) => {
      const { code, stdout, stderr } = await run(['--instance', instance, '-o', 'tsv']);
      return [code, stdout.split('\n').flatMap((line) => line.split('\t')[1] ?? []), stderr];
    };
    expect((await told('acme')).slice(0, 2)).toEqual([1, ['acme token', 'acme reach']]);
    expect((await told('acme-eu')).slice(0, 2)).toEqual([0, ['acme-eu reach']]);
    expect(await told('acmee')).toEqual([2, [], expect.stringContaining('did you mean acme') as string]);
  });

  it('prints what fails with cause and remedy, and ends with 1', async () => {
    saying(503, failing);
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout.split('\n').slice(-5)).toEqual([
      'FAIL  graph reach  answers 410 (destination-retired)',
      `                   cause:  ${remedies['destination-retired'].cause}`,
      `                   remedy: ${remedies['destination-retired'].remedy}`,
      '1 of 4 not well',
      '',
    ]);
  });

  it.each([
    [200, fine, 0],
    [503, failing, 1],
  ])('prints what the gateway said, for scripts: %d', async (status, report, expected) => {
    saying(status, report);
    const { code, stdout } = await run(['--json']);
    expect([code, JSON.parse(stdout)]).toEqual([expected, report]);
  });

  it.each([
    ['a note', fine, 1],
    ['no note', { ...fine, lines: fine.lines.filter(({ cause }) => cause === null) }, 0],
  ])('with --strict and %s ends with %#', async (_, report, expected) => {
    saying(200, report);
    expect(await run(['--strict'])).toMatchObject({ code: expected });
  });

  it('prints a row for each line with -o tsv', async () => {
    saying(200, fine);
    const { code, stdout } = await run(['-o', 'tsv']);
    expect([code, stdout]).toEqual([
      0,
      [
        'ok\tsettings\tall are right\t\t',
        `note\tparked\t7 (parked)\t${remedies.parked.cause}\t${remedies.parked.remedy}`,
        'ok\tversion\t1.2.3\t\t',
        '',
      ].join('\n'),
    ]);
  });

  it('keeps what an answer holds from steering the terminal', async () => {
    saying(200, { ...fine, lines: [{ ...lineOf('a\u001b[2Jb', healthy('c\u001b[2Jd')) }] });
    const { stdout } = await run();
    expect(stdout).not.toContain('\u001b');
  });
});

describe('doctor, when the gateway does not say how it is', () => {
  it('says that nothing answers', async () => {
    const gate = await gateTo(1);
    await gate.shut();
    const nobody = `http://127.0.0.1:${gate.port}`;
    const { code, stdout } = await run([], { INDICATOR_GATEWAY_URL: nobody });
    expect([code, stdout]).toEqual([
      1,
      ownLine('gateway-out-of-reach', `no answer from ${nobody} (ECONNREFUSED)`),
    ]);
  });

  it.each<[string, Readonly<Record<string, string>>, Code]>([
    ['missing', { INDICATOR_GATEWAY_KEY: '' }, 'gateway-key-missing'],
    ['wrong', { INDICATOR_GATEWAY_KEY: 'a-wr0ng-key' }, 'gateway-key-refused'],
  ])('says that the key is %s, and never prints it', async (_, env, why) => {
    const { code, stdout, stderr } = await run([], env);
    expect([code, stdout]).toEqual([1, ownLine(why, `${url} answers 401`)]);
    expect(stderr).not.toContain('wr0ng');
  });

  it.each<[string, number, string, Code]>([
    ['there is no such route', 404, '', 'gateway-not-there'],
    ['the host is not up', 503, 'Function host is not running.', 'gateway-failing'],
    ['it fails', 500, '', 'gateway-failing'],
    ['it is another program', 200, '<html>', 'gateway-failing'],
    ['it is another program with JSON', 200, '{"status":"ok"}', 'gateway-failing'],
    ['its lines are none', 200, '{"status":"ok","version":"1","lines":[{}]}', 'gateway-failing'],
  ])('says so: %s', async (_, status, body, why) => {
    answer = (response) => response.writeHead(status).end(body);
    const { code, stdout } = await run();
    expect([code, stdout]).toEqual([1, ownLine(why, `${url} answers ${status}`)]);
  });

  it('takes the key nowhere else', async () => {
    answer = (response) => response.writeHead(307, { location: `${url}/elsewhere` }).end();
    const { code, stdout } = await run();
    expect([code, stdout]).toEqual([1, ownLine('gateway-failing', `${url} answers 307`)]);
    expect(requests).toHaveLength(1);
  });

  it('says it as JSON, for scripts', async () => {
    const { code, stdout } = await run(['--json']);
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      {
        status: 'failing',
        version: null,
        lines: [lineOf('gateway', trouble('gateway-not-there', `${url} answers 404`))],
      },
    ]);
  });
});

describe('doctor, when the command is not right', () => {
  it.each([
    [['--resaon'], "unknown option '--resaon'"],
    [['now'], 'too many arguments'],
    [['--url', 'gateway.example'], '--url: expected an https URL'],
    [['--url', 'http://gateway.example'], '--url: expected an https URL'],
    [['--key', 'a key\n'], 'the key holds characters that no key has'],
  ])('ends with 2 and asks nobody: %j', async (args, said) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
    expect(requests).toEqual([]);
  });
});
