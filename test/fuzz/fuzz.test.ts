import path from 'node:path';
import { foundDraft, refuse, type Format } from '../../shared/formats/format';
import { readCorpus, type Corpus } from './corpus';
import { dangerousMember } from './guard';
import { canary, inputOf, type Input } from './input';
import { check } from './laws';
import { minimise } from './minimise';
import { haystackOf } from './occurs';
import { fuzzTable } from './report';
import { runFuzz, type FuzzReport } from './run';

const corpus = readCorpus();

const run = (inputs: number, seed: number, from: Corpus = corpus): FuzzReport =>
  runFuzz({
    corpus: from,
    seed,
    first: 0,
    goesOn: (done) => done < inputs,
    tooSlow: Infinity,
    clock: () => 0,
  });

const inputWith = (body: unknown): Input => ({ index: 0, body, format: null, from: 'a test' });

describe('an input', () => {
  it('is made of its seed and number alone', () => {
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    const written = (index: number): string => JSON.stringify(inputOf(corpus, 3, index));
    const first = numbers.map(written);
    expect(numbers.map(written)).toEqual(first);
    expect(inputOf(corpus, 4, 7)).not.toEqual(inputOf(corpus, 3, 7));
  });

  it('leaves the sample that it was made of as it was', () => {
    const before = JSON.stringify(corpus);
    for (let index = 0; index < 100; index += 1) inputOf(corpus, 1, index);
    expect(JSON.stringify(corpus)).toBe(before);
  });
});

describe('a value that was found', () => {
  it.each([
    ['domainName', 'evil.example', 'see evil[.]example'],
    ['domainName', 'evil.example', 'hxxp://EVIL.example./x'],
    ['domainName', 'xn--bcher-kva.example', 'bücher.example'],
    ['domainName', 'evil.example', 'http://%65vil.example/'],
    ['networkIPv4', '10.0.0.1', 'at 10.0.0.1:443'],
    ['networkIPv4', '10.0.0.1', '::ffff:10.0.0.1'],
    ['networkIPv6', '2001:db8::1', '[2001:DB8:0::1]:443'],
    ['networkCidrBlock', '203.0.113.0/24', '203.0.113.7/24'],
    ['url', 'https://evil.example/x', 'hxxps[:]//evil(.)example/x'],
    ['url', 'https://evil.example/x', 'hostname="evil.example" url="/x"'],
    ['emailSenderAddress', 'a@evil.example', 'a[at]EVIL.example'],
    ['fileHashValue', 'abcdef', 'ABCDEF'],
    ['networkPort', '443', '10.0.0.1:443'],
    ['networkIPv4', '10.0.0.1', '\u000010.0.0[.]1'],
    ['domainName', 'evil.example', '见下。evil[.]example'],
    ['fileName', 'a\ufffd.exe', 'a\ud800.exe'],
  ])('occurs: %s %s in %s', (member, value, text) => {
    expect(haystackOf([{ a: [text] }]).has(member, value)).toBe(true);
  });

  it.each([
    ['domainName', 'vil.example', 'evil.example'],
    ['networkIPv4', '0.0.0.1', '10.0.0.1'],
    ['networkIPv6', '::ffff', '::ffff:10.0.0.1'],
    ['networkIPv6', '2001:db8::', '2001:db8::1'],
    ['url', 'https://other.example/x', 'https://evil.example/x'],
    ['url', 'https://evil.example/y', 'hostname="evil.example" url="/x"'],
    ['fileHashValue', 'abcdef', 'abcde'],
  ])('does not occur: %s %s in %s', (member, value, text) => {
    expect(haystackOf([{ a: [text] }]).has(member, value)).toBe(false);
  });
});

describe('a member that must not be let out', () => {
  it.each<[string | undefined, Readonly<Record<string, unknown>>]>([
    ['tlpLevel', { tlpLevel: 'red', domainName: 'evil.example' }],
    ['domainName', { domainName: 'mail.ours.example' }],
    ['url', { url: 'ssh://www.OURS.example./x' }],
    ['url', { url: 'https://10.0.0.1/' }],
    ['networkIPv4', { networkIPv4: '198.51.100.9' }],
    ['networkIPv6', { networkIPv6: 'fe80::1' }],
    ['networkCidrBlock', { networkCidrBlock: '203.0.0.0/16' }],
    ['emailSenderAddress', { emailSenderAddress: 'ceo@ours.example' }],
    [undefined, { domainName: 'yours.example', networkIPv4: '203.0.113.9', tlpLevel: 'amber' }],
  ])('is %s', (member, indicator) => {
    expect(dangerousMember(indicator)).toBe(member);
  });
});

describe('a law', () => {
  const format = (read: Format['read']): Format => ({
    name: 'a-format',
    expects: 'anything',
    recognises: () => true,
    read,
  });
  const finding = (value: string): Format =>
    format(() => ({
      found: [foundDraft('', { observed: [{ kind: 'domain', value }] })],
      skipped: [],
    }));
  const broken = (body: unknown, one: Format): readonly string[] => [
    ...new Set(check(inputWith(body), [one]).broken.map(({ law }) => law)),
  ];

  it.each<[string, unknown, Format]>([
    ['silent', { a: 1 }, format(() => ({ found: [], skipped: [] }))],
    ['echo', { a: canary }, format(() => ({ found: [], skipped: [refuse('', 'a-code', `not ${canary}`)] }))],
    ['invented', { a: 'b' }, finding('evil.example')],
    [
      'throws',
      {},
      format(() => {
        throw new Error('a fault');
      }),
    ],
  ])('is seen to be broken: %s', (law, body, one) => {
    expect(broken(body, one)).toEqual([law]);
  });

  it('is kept by what is taken from the body, and by what the guard refuses', () => {
    expect(broken({ a: 'evil.example' }, finding('evil.example'))).toEqual([]);
    expect(check(inputWith({ a: 'x' }), [finding('www.ours.example')])).toMatchObject({
      broken: [],
      found: 0,
      left: 1,
    });
  });
});

describe('a body that breaks a law', () => {
  it('is cut down to what breaks it', () => {
    const body = { a: [1, { b: 'some bad words', c: [3, 4] }], d: 'e' };
    const isBad = (value: unknown): boolean => JSON.stringify(value).includes('bad');
    expect(JSON.stringify(minimise(body, isBad)).length).toBeLessThan(12);
  });
});

describe('the fuzzer', () => {
  it('breaks no law in 600 inputs, and says what it did', () => {
    const report = run(600, 20_261_129);
    expect(report).toMatchObject({ inputs: 600, broken: {} });
    expect(report.found).toBeGreaterThan(50);
    expect(Object.keys(report.byFormat).length).toBeGreaterThan(15);
    expect(fuzzTable(report, 1)).toContain('600, 600 a second');
  });

  it('needs no samples but those of the project', () => {
    const own = readCorpus([path.resolve(__dirname, '../samples')]);
    expect(run(100, 1, own)).toMatchObject({ inputs: 100, broken: {} });
  });
});
