import fc from 'fast-check';
import { queueBytes } from '../../../shared/codec/queue-weight';
import {
  anySizeTiIndicatorCodec,
  tiIndicatorCodec,
  type TiIndicator,
} from '../../../shared/codec/ti-indicator';
import { writeJson } from '../../../shared/codec/write-json';
import { foundDraft, type Draft } from '../../../shared/formats/format';
import { textCut } from '../../../shared/indicator/fit-texts';
import { complete } from '../../../shared/pipeline/reading/complete';
import { hostileText } from '../../arbitraries/hostile-text';
import { profileWith } from '../profiles';
import { leftOf, rightOf } from '../right-of';

const now = (): Date => new Date('2026-11-23T12:00:00.000Z');

const completed = (draft: Draft, source = '/siem/eu') =>
  complete(profileWith(), now, { format: 'misp', source })(foundDraft('/3', draft));

const domain: Draft = { observed: [{ kind: 'domain', value: 'evil.com' }] };

const plain = rightOf(completed(domain));

const isMarked = ({ tags = [] }: TiIndicator): boolean => tags.includes(textCut);

const bytesOf = (indicator: TiIndicator): number => Buffer.byteLength(writeJson(indicator));

/** With the id that it gets, where its sender gives none. */
const isReadable = (indicator: TiIndicator): boolean =>
  tiIndicatorCodec(now).is({ externalId: '0'.repeat(64), ...indicator });

/** Texts that are no text: unfilled templates, alone and with blanks after them, where a cut makes them whole. */
const unfilled = fc.constantFrom(
  '{{x}}',
  `{{x}}${' '.repeat(300)}y`,
  "@{variables('ip')}",
  '@concat(1)',
  ' ',
  '',
);

const anyText = fc.oneof({ weight: 4, arbitrary: hostileText(60_000) }, unfilled, fc.constant('a\0b'));

const anyNames = fc.tuple(fc.oneof(hostileText(900), unfilled), fc.nat(120)).map(([name, count]) => {
  return Array.from({ length: count }, (_, index) => `${index}${name}`);
});

const observed: fc.Arbitrary<Draft['observed']> = fc.oneof(
  fc.constantFrom<Draft['observed']>(
    [{ kind: 'domain', value: 'evil.com' }],
    [{ kind: 'hash', algorithm: 'md5', value: '0123456789abcdef0123456789abcdef' }],
    [{ kind: 'ip', value: '45.61.1.2', port: 443 }],
  ),
  fc
    .constantFrom('&', 'x', '/')
    .map((character) => [{ kind: 'url', value: `https://evil.com/?${character.repeat(8000)}` }] as const),
);

const wordy: fc.Arbitrary<Draft> = fc.record({
  observed,
  description: anyText,
  additionalInformation: anyText,
  tags: anyNames,
  malwareFamilies: anyNames,
  activityGroups: anyNames,
  killChain: anyNames,
  partOf: anyText,
});

const observables = [
  'domainName',
  'url',
  'fileHashType',
  'fileHashValue',
  'networkIPv4',
  'networkPort',
] as const;

const knownBy = (indicator: TiIndicator) => observables.map((name) => indicator[name]);

describe('whatever a source says in words of an observable that is right', () => {
  it('takes it, with the observable whole, as a valid indicator that fits', () => {
    fc.assert(
      fc.property(wordy, anyText, (draft, source) => {
        const indicator = rightOf(completed(draft, source));
        expect(knownBy(indicator)).toEqual(knownBy(rightOf(completed({ observed: draft.observed }))));
        expect(isReadable(indicator)).toBe(true);
        expect(bytesOf(indicator)).toBeLessThanOrEqual(32 * 1024);
        expect(queueBytes(writeJson(indicator))).toBeLessThanOrEqual(42 * 1024);
      }),
    );
  });

  it('says by a tag whether something was left out', () => {
    fc.assert(
      fc.property(fc.constantFrom('x', '&', '漢', '😀', '"'), fc.nat(40_000), (character, length) => {
        const text = character.repeat(length).slice(0, length).toWellFormed();
        const indicator = rightOf(completed({ ...domain, additionalInformation: text }));
        const { additionalInformation = '' } = indicator;
        const isWhole = additionalInformation === text;
        expect(isMarked(indicator)).toBe(!isWhole);
        expect(isWhole || additionalInformation.endsWith('…')).toBe(true);
        expect(text.startsWith(additionalInformation.replace(/…$/, ''))).toBe(true);
      }),
    );
  });
});

describe('words that are too many', () => {
  it('leave out no more than has to be', () => {
    const indicator = rightOf(completed({ ...domain, description: 'd'.repeat(40_000) }));
    expect(indicator.description).toBe('d'.repeat(100));
    expect(bytesOf(indicator)).toBeGreaterThan(32 * 1024 - 300);
    expect(isMarked(indicator)).toBe(true);
  });

  it('lose the additional information before a tag', () => {
    const tags = Array.from({ length: 50 }, (_, index) => `${index}-${'t'.repeat(150)}`);
    const indicator = rightOf(completed({ ...domain, tags, additionalInformation: 'x'.repeat(40_000) }));
    expect(indicator.tags).toEqual([...tags, textCut]);
    expect(indicator.additionalInformation?.length).toBeGreaterThan(20_000);
  });

  it('lose tags before families, families before groups, and groups before the description', () => {
    const names = (kind: string) => Array.from({ length: 50 }, (_, n) => `${kind}${n}${'"'.repeat(190)}`);
    const draft = { tags: names('t'), malwareFamilies: names('f'), activityGroups: names('g') };
    const description = 'what it is about';
    const indicator = rightOf(completed({ ...domain, ...draft, description, additionalInformation: 'more' }));
    expect(indicator.description).toBe(description);
    expect(indicator.additionalInformation).toBeUndefined();
    expect(indicator.tags).toEqual([textCut]);
    expect(indicator.malwareFamilyNames).toEqual([]);
    expect(indicator.activityGroupNames?.length).toBeGreaterThan(20);
    expect(indicator.activityGroupNames).toEqual(
      names('g').slice(0, indicator.activityGroupNames?.length ?? 0),
    );
  });

  it.each<[string, Partial<Draft>, boolean]>([
    ['fifty tags', { tags: Array.from({ length: 50 }, (_, n) => `t${n}`) }, false],
    ['more than fifty', { tags: Array.from({ length: 51 }, (_, n) => `t${n}`) }, true],
    ['a tag of two hundred', { tags: ['t'.repeat(200)] }, false],
    ['a longer one', { tags: ['t'.repeat(201)] }, true],
    ['a longer family', { malwareFamilies: ['f'.repeat(201)] }, true],
    ['a long description, which moves', { description: 'd'.repeat(20_000) }, false],
  ])('are marked where they were cut: %s', (_, more, marked) => {
    expect(isMarked(rightOf(completed({ ...domain, ...more })))).toBe(marked);
  });
});

describe('words that no member takes', () => {
  it.each<[string, Partial<Draft>, object]>([
    ['an unfilled description', { description: '{{rule}}' }, { description: 'misp from /siem/eu' }],
    ['a description with U+0000', { description: 'a\0b' }, { description: 'a\ufffdb' }],
    ['an unfilled comment', { additionalInformation: "@{variables('x')}" }, {}],
    ['an unfilled tag among others', { tags: ['a', '{{tag}}', 'b'] }, { tags: ['a', 'b'] }],
    ['a half of a character', { malwareFamilies: ['\ud800'] }, { malwareFamilyNames: ['\ufffd'] }],
  ])('cost no indicator: %s', (_, more, changed) => {
    expect(rightOf(completed({ ...domain, ...more }))).toEqual({ ...plain, ...changed });
  });

  it('nor does the name of a source', () => {
    expect(rightOf(completed(domain, "@{variables('source')}")).description).toBe('misp');
  });
});

describe('observables that are too large together', () => {
  it('are refused, and not as an observable that is wrong', () => {
    const members = ['fileName', 'filePath', 'fileMutexName', 'userAgent', 'emailSubject'] as const;
    const observed = members.map((member) => ({ kind: 'text', member, value: '漢'.repeat(2700) }) as const);
    const { place, reason } = leftOf(completed({ observed }));
    expect([place, reason.code, reason.unreadable]).toEqual(['/3', 'too-large', true]);
    expect(reason.violations).toEqual([
      { pointer: '/3', expected: expect.stringContaining('at most 32 KiB of JSON') as string },
    ]);
  });
});

describe('what is shortened', () => {
  it('is left as it is when it is looked at again', () => {
    fc.assert(
      fc.property(wordy, (draft) => {
        const indicator = rightOf(completed(draft));
        expect(rightOf(anySizeTiIndicatorCodec(now).decode(indicator))).toEqual(indicator);
      }),
      { numRuns: 30 },
    );
  });
});
