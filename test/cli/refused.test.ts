import { type Command } from 'commander';
import { createProgram } from '../../cli/program';
import { runInProcess } from './in-process';
import { functionKey, startParkedServer, type ParkedServer } from './parked-server';

let server: ParkedServer;

beforeAll(async () => {
  server = await startParkedServer(() => {
    throw new Error('no function is asked');
  });
});

afterAll(() => server.stop());

/** Every command that asks the gateway something particular, with words that it may be asked with. */
const commands: Readonly<Record<string, readonly string[]>> = {
  'parked list': ['--from', 'yesterday'],
  'parked show': ['some-id'],
  'parked replay': ['--all', '--to', 'yesterday'],
  'parked drop': ['--all', '--from', 'yesterday', '--yes'],
  outcomes: ['--since', 'yesterday'],
  intake: ['some-id'],
  shadow: ['sentinel-new', '--since', 'yesterday'],
  'fail-back': ['soc-emea'],
  verify: ['--destination', 'sentinal'],
  erase: ['--value', 'evil.example', '--count', '7'],
  find: ['evil.example'],
  'take-back': ['--source', 'feed', '--from', 'yesterday'],
};

/** These ask no gateway, send an event to it, or ask how it is. */
const others = [
  'completion',
  'dead-letters list',
  'dead-letters replay',
  'doctor',
  'preview',
  'profile check',
  'profile test',
  'sender add',
  'sender test',
];

const leavesOf = (command: Command, path: readonly string[] = []): readonly string[] =>
  command.commands.length === 0
    ? [path.join(' ')]
    : command.commands.flatMap((one) => leavesOf(one, [...path, one.name()]));

it('these are all commands', () => {
  const program = createProgram({
    name: 'indicator-gateway',
    now: () => new Date(0),
    columns: undefined,
    folder: '',
  });
  expect([...Object.keys(commands), ...others].sort()).toEqual([...leavesOf(program)].sort());
});

const problemOf = (slug: string, status: number) => ({
  type: `urn:indicator-gateway:problem:${slug}`,
  title: 'It is not right',
  status,
  detail: 'something else is wanted',
});

describe('a command that the gateway refuses for its words ends with 2', () => {
  const table = Object.entries(commands).flatMap(([name, words]) =>
    (
      [
        ['query-invalid', 400],
        ['count-differs', 409],
        ['no-shadow', 404],
        ['no-fail-back', 404],
      ] as const
    ).map(([slug, status]) => [name, slug, status, words] as const),
  );

  it.each(table)('%s, %s', async (name, slug, status, words) => {
    server.instead = (response) =>
      response
        .writeHead(status, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify(problemOf(slug, status)));
    const { code, stdout, stderr } = await runInProcess([...name.split(' '), ...words], {
      env: { INDICATOR_GATEWAY_URL: server.url, INDICATOR_GATEWAY_KEY: functionKey },
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('something else is wanted');
  });
});
