import { readdirSync } from 'node:fs';
import path from 'node:path';
import { bundledCli, type Cli } from '../command';
import { runInProcess } from '../in-process';

let cli: Cli;

beforeAll(async () => {
  cli = await bundledCli();
});

afterAll(async () => {
  await cli.remove();
});

const check = async (content: string, args: readonly string[] = [], runCli = runInProcess) => {
  const file = await cli.file(content);
  const { code, stdout, stderr } = await runCli(['profile', 'check', file, ...args]);
  return { code, lines: stdout.replaceAll(file, 'FILE').trim().split('\n'), stderr };
};

const wrong = `{
  "guard": { "ownDomain": ["contoso.com"], "warningLists": ["nowhere.json"] },
  "custom": [
    { "name": "a", "match": "a = ", "mapping": "b" }
  ],
  "destinations": [
    { "name": "one", "kind": "grpah" },
    { "name": "two", "kind": "sentinel", "workspaceId": "no GUID" }
  ]
}`;

describe('profile check', () => {
  it('says all that is wrong, destinations that nobody chose included, each at its line and place', async () => {
    const { code, lines } = await check(wrong, [], cli.run);
    expect([code, lines]).toEqual([
      1,
      [
        'FILE:2: /guard/warningLists/0 expected the path of a MISP warning list, a JSON file in the app that can be read',
        'FILE:2: /guard/ownDomain expected no member of this name; did you mean ownDomains?',
        expect.stringMatching(
          /^FILE:4: \/custom\/0\/match expected a JSONata expression; this one does not compile/,
        ),
        'FILE:7: /destinations/0/kind expected one of graph, sentinel, defender; did you mean graph?',
        expect.stringMatching(/^FILE:8: \/destinations\/1\/workspaceId expected .*a GUID/),
        '5 wrong',
      ],
    ]);
  });

  it('names faults of destinations by themselves too', async () => {
    const { code, lines } = await check(
      '{ "destinations": [{ "name": "a", "kind": "graph", "successor": "a" }] }',
    );
    expect([code, lines.length, lines[0]]).toEqual([
      1,
      2,
      expect.stringContaining('FILE:1: /destinations/0/successor expected the name of another destination'),
    ]);
  });

  it('names what comes to nothing: a format that there is not, a successor that takes nothing new itself', async () => {
    const { code, lines } = await check(`{
  "destinations": [
    { "name": "old", "kind": "graph", "successor": "next", "failoverMinutes": 10 },
    { "name": "next", "kind": "graph", "drain": "on" }
  ],
  "custom": [{ "name": "acme", "match": "a", "mapping": "b" }],
  "sources": [{ "format": "ac*" }, { "format": "stixx" }],
  "routes": [{ "match": { "format": ["acme", "mips"] }, "to": ["old"] }]
}`);
    expect([code, lines]).toEqual([
      1,
      [
        'FILE:3: /destinations/0/successor expected the name of a destination that takes what is new: that one drains',
        'FILE:7: /sources/1/format expected the name of a format, with * at its end for anything; did you mean stix?',
        'FILE:8: /routes/0/match/format/1 expected the name of a format, with * at its end for anything; did you mean misp?',
        '3 wrong',
      ],
    ]);
  });

  it('is told as JSON to programs', async () => {
    const { code, lines } = await check('{\n"colour": 1 }', ['-o', 'json']);
    expect([code, JSON.parse(lines.join('\n'))]).toEqual([
      1,
      {
        ok: false,
        faults: [
          {
            file: 'FILE',
            line: 2,
            pointer: '/colour',
            expected: expect.stringContaining('one of defaults,') as unknown,
          },
        ],
      },
    ]);
  });

  it('names the line where a file is no JSON', async () => {
    const { code, lines } = await check('{\n  "defaults": {},\n}');
    expect([code, lines[0]]).toEqual([1, 'FILE:3: expected a JSON document']);
  });

  it('names the line where a member stands the second time', async () => {
    const { code, lines } = await check('{\n  "routes": [],\n  "routes": []\n}');
    expect([code, lines[0]]).toEqual([
      1,
      expect.stringMatching(/^FILE:3: \/routes expected to stand here once/),
    ]);
  });

  it('never repeats what stands there', async () => {
    const { lines } = await check(
      '{ "defaults": { "action": "c4n4ry" }, "guard": { "ownDomains": ["c4n4ry!"] } }',
    );
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain('c4n4ry');
  });

  it.each(readdirSync(path.resolve(__dirname, '../../../profiles')).filter((name) => name.endsWith('.json')))(
    'ends with 0 for the ready profile %s',
    async (name) => {
      const file = path.resolve(__dirname, '../../../profiles', name);
      expect(await cli.run(['profile', 'check', file])).toEqual({
        code: 0,
        stdout: `${file} is right\n`,
        stderr: '',
      });
    },
  );

  it.each([[['profile', 'check', 'nothing-here.json']], [['profile', 'check']], [['profile', 'chekc', 'x']]])(
    'ends with 2 where the command is not right: %j',
    async (args) => {
      const { code, stdout } = await cli.run(args);
      expect([code, stdout]).toEqual([2, '']);
    },
  );
});
