import fc from 'fast-check';
import { codePoint } from '../arbitraries/code-point';
import { formats } from '../../shared/formats';
import { observablesOf } from '../../shared/indicator/observable';
import { read } from '../../shared/pipeline/reading/read';
import { readProfile } from '../../shared/profile/profile';
import { suggestMapping } from '../../shared/profile/suggest-mapping';
import { evaluateHere } from '../pipeline/evaluate-here';
import { eventWith } from '../pipeline/planned';
import { rightOf } from '../pipeline/right-of';

/** What comes of a body with the mapping that was suggested for it in the profile. */
const readSuggested = async (body: unknown): Promise<readonly string[]> => {
  const { custom } = suggestMapping(body);
  if (custom === null) return [];
  const profile = rightOf(readProfile({ custom: [custom] }));
  const now = (): Date => new Date('2026-11-23T12:00:00.000Z');
  const environment = { formats, now, identityScope: 'test', profile, evaluate: evaluateHere };
  const { found } = rightOf(await read(environment)(eventWith(body))());
  return found.map(({ indicator }) => observablesOf(indicator)[0]?.value ?? '').sort();
};

const sha256 = 'ab'.repeat(32);

/** Bodies of no known sender, made up; what may come of each. Whoever is called 81.2.69.x or contoso is the victim. */
const strangers: readonly (readonly [string, unknown, readonly string[]])[] = [
  [
    'flat, by its names',
    { rule: 'Beacon', attacker_ip: '45.155.205.233', victim_ip: '81.2.69.142' },
    ['45.155.205.233'],
  ],
  [
    'a domain and a hash',
    { title: 'Loader', malicious_domain: 'evil-host.top', file_sha256: sha256, hostname: 'pc1.contoso.com' },
    [sha256, 'evil-host.top'],
  ],
  [
    'a connection out of a private network',
    { name: 'C2', srcIp: '10.0.0.4', dstIp: '45.155.205.233', consoleUrl: 'https://console.contoso.com/1' },
    ['45.155.205.233'],
  ],
  [
    'nested, with a list',
    { alert: { id: 1, evidence: [{ indicator: '45.155.205.233' }, { indicator: '45.155.205.234' }] } },
    ['45.155.205.233', '45.155.205.234'],
  ],
  [
    'nested, with the victim beside',
    {
      detection: {
        device: { ip: '81.2.69.142', fqdn: 'pc1.contoso.com' },
        threat: { url: 'https://evil-host.top/a' },
      },
      severity: 'high',
    },
    ['https://evil-host.top/a'],
  ],
  [
    'nested, a list in a list, defanged',
    {
      report: {
        groups: [{ iocs: [{ value: 'evil-host[.]top' }] }, { iocs: [{ value: 'other-host[.]top' }] }],
      },
    },
    [],
  ],
  [
    'nested, with spaces and signs in its names',
    { 'Alert Details': { 'Remote-IP (v4)': '45.155.205.233', 'Local-IP (v4)': '10.0.0.4' }, kind: 'a' },
    ['45.155.205.233'],
  ],
  [
    'nested, a process and its parent',
    {
      event: { process: { md5: 'ab'.repeat(16) }, parent: { md5: 'cd'.repeat(16) } },
      sensor: { ip: '81.2.69.142' },
    },
    ['ab'.repeat(16)],
  ],
  [
    'nested, in a list of alerts',
    [{ finding: { bad_url: 'https://evil-host.top/a', links: { self: 'https://console.contoso.com/1' } } }],
    ['https://evil-host.top/a'],
  ],
  ['of which nothing says who is who', { a: { src_ip: '45.155.205.233', dst_ip: '81.2.69.142' } }, []],
];

describe('the mapping that is suggested for a body', () => {
  it.each(strangers)('reads it, and never its victim: %s', async (_, body, taken) => {
    const came = await readSuggested(body);
    expect(came.filter((value) => /81\.2\.69|contoso/.test(value))).toEqual([]);
    expect(taken.filter((value) => !came.includes(value))).toEqual([]);
  });

  it('reads something of at least eight of these ten', async () => {
    const counts = await Promise.all(strangers.map(async ([, body]) => (await readSuggested(body)).length));
    expect(counts.filter((count) => count > 0).length).toBeGreaterThanOrEqual(8);
  });

  it('says of each candidate where it stands, what it is and why it is taken or not', () => {
    expect(suggestMapping({ attacker: '45.155.205.233', device: { ip: '81.2.69.142' } }).candidates).toEqual([
      { pointer: '/attacker', kind: 'ip', mapped: true, why: 'its name says that it is bad' },
      { pointer: '/device/ip', kind: 'ip', mapped: false, why: 'its name says that it is yours, or was hit' },
    ]);
  });

  it('is none where nothing looks like an observable', () => {
    expect(suggestMapping({ weather: 'rain', n: 1 })).toEqual({ custom: null, candidates: [] });
  });

  it.each([
    ['a backtick', 'bad`ip'],
    ['quotes', `bad "ip" 'x'`],
    ['JSONata', 'bad.($eval("1"))[0]{}'],
    ['a backslash', 'bad\\'],
    ['a line break', 'bad\nip'],
    ['a dollar', '$bad'],
    ['a reserved word', 'and'],
    ['nothing', ''],
    ['the name of every object', 'constructor'],
  ])('is safe for a name with %s', async (_, name) => {
    const came = await readSuggested({ kind: 'a', threat: { [name]: '45.155.205.233' } });
    expect(came).toEqual(['45.155.205.233']);
  });

  it('compiles and finds what is planted under any names', async () => {
    const name = fc.string({ unit: codePoint, maxLength: 12 }).filter((text) => text !== '__proto__');
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 4 }), async (names) => {
        let body: unknown = '45.155.205.233';
        for (const one of [...names, 'indicator']) body = { [one]: body };
        const { candidates } = suggestMapping(body);
        expect(candidates).toHaveLength(1);
        expect(await readSuggested(body)).toEqual(candidates[0]?.mapped === true ? ['45.155.205.233'] : []);
      }),
      { numRuns: 100 },
    );
  });

  it('is bounded for a body of 10 000 members, and of any depth', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`bad_${index}`, `45.155.${index >> 8}.${index & 255}`]),
    );
    let deep: unknown = '45.155.205.233';
    for (let level = 0; level < 10_000; level += 1) deep = { bad: deep };
    expect(suggestMapping(wide).candidates).toHaveLength(50);
    expect(suggestMapping(deep).candidates).toEqual([]);
  });
});
