import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tiIndicatorJson } from '../../pipeline/planned';
import { bundledCli, type Cli } from '../command';

let cli: Cli;

beforeAll(async () => {
  cli = await bundledCli();
});

afterAll(async () => {
  await cli.remove();
});

const ready = path.resolve(__dirname, '../../../profiles');
const profile = path.join(ready, 'generic.json');
const threeTenants = path.join(ready, 'three-tenants.json');

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

  it('says by which route each goes where and as what, and what the nearest ask for where none takes it', async () => {
    const { destinations } = JSON.parse(readFileSync(threeTenants, 'utf8')) as { destinations: unknown };
    const routes = [
      { name: 'hashes', match: { kind: ['hash'] }, to: ['contoso-soc'] },
      { name: 'loud', match: { severity: { from: 3 } }, to: ['fabrikam-edr'], action: 'block' },
      { match: { kind: ['hash'], severity: {} }, to: ['wingtip-soc'], tlpCeiling: 'green' },
    ];
    const file = await cli.file(JSON.stringify({ destinations, routes }));
    const until = '2100-01-01T00:00:00.000Z';
    const sent = [tiIndicatorJson('a.evil-host.com', { severity: 4 }), tiIndicatorJson('b.evil-host.com')];
    const { stdout } = await preview(sent, '--profile', file, '-o', 'tsv');
    expect(stdout.split('\n').filter((line) => line.startsWith('routed'))).toEqual([
      `routed\tloud\t/0\tfabrikam-edr block until ${until}`,
      'routed\t\t/1\tnowhere no-route: no route takes it anywhere: hashes asks for another kind; loud asks for another severity; /routes/2 asks for another kind, severity',
    ]);
  });

  it('shows the host that a route adds behind what was found, and not that of a shared service', async () => {
    const routes = [{ name: 'urls', to: ['graph'], action: 'block', urlHost: 'add' }];
    const { domainName, ...others } = tiIndicatorJson('x', {
      expirationDateTime: '2027-01-01T00:00:00.000Z',
    });
    const urls = ['https://evil-host.com/a', 'https://bit.ly/3abc'].map((url) => ({ ...others, url }));
    const own = await cli.file(JSON.stringify({ routes }));
    const { stdout } = await preview(urls, '--profile', own, '-o', 'json');
    expect(domainName).toBe('x');
    expect((JSON.parse(stdout) as { readonly routed: readonly unknown[] }).routed.slice(2)).toMatchObject([
      { place: '/0', destination: 'graph', route: 'urls', action: 'block', host: 'evil-host.com' },
    ]);
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
