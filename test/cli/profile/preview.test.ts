import path from 'node:path';
import { bundledCli, type Cli } from '../command';

let cli: Cli;

beforeAll(async () => {
  cli = await bundledCli();
});

afterAll(async () => {
  await cli.remove();
});

const profile = path.resolve(__dirname, '../../../profiles/generic.json');

const preview = async (content: unknown, ...args: readonly string[]) => {
  const file = await cli.file(typeof content === 'string' ? content : JSON.stringify(content));
  return cli.run(['preview', file, ...args]);
};

const alert = { rule: 'r', indicators: [{ domain: 'evil-host.com' }, { ip: '10.0.0.1' }] };

describe('preview of a file', () => {
  it('says what would be found and what left, by the profile, with why', async () => {
    const { code, stdout } = await preview(alert, '--profile', profile, '-o', 'tsv');
    expect([code, stdout.trim().split('\n')]).toEqual([
      0,
      [
        'found\tgeneric\t/0\tdomainName evil-host.com',
        expect.stringMatching(/^left\tgeneric\t\/1\t[a-z-]+: /),
      ],
    ]);
  });

  it('is told as the gateway would, in JSON', async () => {
    const { stdout } = await preview(alert, '--profile', profile, '-o', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      indicators: [{ place: '/0', format: 'generic', tiIndicator: { domainName: 'evil-host.com' } }],
      skipped: [{ place: '/1', format: 'generic' }],
    });
  });

  it('ends with 1 where nothing can be read, and says what to do', async () => {
    const { code, stdout } = await preview({ colour: 'red' });
    expect([code, stdout]).toEqual([1, expect.stringContaining('format-unknown')]);
  });

  it('ends with 1 where the profile or the body is wrong', async () => {
    const wrong = await cli.file('{ "colour": 1 }');
    expect(await preview(alert, '--profile', wrong)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('/colour expected') as unknown,
    });
    expect(await preview('{ "a": ')).toMatchObject({ code: 1, stdout: '' });
  });

  it('ends with 2 where there is no such file', async () => {
    expect(await cli.run(['preview', 'nowhere.json'])).toMatchObject({ code: 2, stdout: '' });
  });
});
