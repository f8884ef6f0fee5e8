import { surplusHashes } from '../../shared/destinations/defender/surplus-hashes';
import { type Indicator } from '../../shared/indicator/indicator';
import { indicatorOf } from '../pipeline/planned';

const lengths = { sha256: 64, sha1: 40, md5: 32 } as const;

const bare: Indicator = Object.fromEntries(
  Object.entries(indicatorOf('a')).filter(([name]) => name !== 'domainName'),
) as Indicator;

const hash = (type: keyof typeof lengths, file: string | null, more: Partial<Indicator> = {}): Indicator => ({
  ...bare,
  externalId: `${type} of ${file}`,
  fileHashType: type,
  fileHashValue: 'a'.repeat(lengths[type]),
  ...(file === null ? {} : { tags: [`part-of:${file}`] }),
  ...more,
});

const kept = (indicators: readonly Indicator[]) =>
  indicators.filter((_, index) => surplusHashes(indicators)[index] === null);

describe('of the hashes of one file', () => {
  const [sha256, sha1, md5] = [hash('sha256', 'f'), hash('sha1', 'f'), hash('md5', 'f')];

  it.each<[string, readonly Indicator[], readonly Indicator[]]>([
    ['SHA-256 goes', [md5, sha256, sha1], [sha256]],
    ['SHA-1 goes where there is no better', [md5, sha1], [sha1]],
    ['MD5 goes where it is alone', [md5], [md5]],
  ])('%s', (_, all, expected) => {
    expect(kept(all)).toEqual(expected);
  });

  it.each<[string, readonly Indicator[]]>([
    ['another file', [sha256, hash('md5', 'g')]],
    ['nothing', [hash('sha256', null), hash('md5', null)]],
    ['several files at once', [sha256, md5, hash('md5', 'f', { fileHashValue: 'b'.repeat(32) })]],
    ['something with another value', [sha256, hash('md5', 'f', { domainName: 'evil.example' })]],
    ['something that is to be done otherwise', [sha256, hash('md5', 'f', { action: 'block' })]],
  ])('none is left out for one that is of %s', (_, all) => {
    expect(kept(all)).toEqual(all);
  });
});
