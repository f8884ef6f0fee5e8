import { fits } from '../../shared/codec/size';
import { textCut } from '../../shared/indicator/fit-texts';
import { merge } from '../../shared/indicator/merge';
import { indicatorOf } from '../pipeline/planned';

const names = (kind: string, count: number, length = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${kind}${index}${'"'.repeat(length)}`);

describe('several statements about one observable', () => {
  it('become one: the strictest TLP, the highest confidence, all names, the rest from the first', () => {
    const merged = merge(indicatorOf('a', { tags: ['x'], confidence: 10, description: 'first' }), [
      indicatorOf('b', { tags: ['y', 'x'], tlpLevel: 'amber' }),
      indicatorOf('c', { malwareFamilyNames: ['f'], confidence: 40, tlpLevel: 'white' }),
    ]);
    expect(merged).toMatchObject({
      externalId: 'a',
      description: 'first',
      tlpLevel: 'amber',
      confidence: 40,
      tags: ['x', 'y'],
      malwareFamilyNames: ['f'],
    });
  });

  it('keep fifty names of a kind, and say that there were more', () => {
    const merged = merge(indicatorOf('a', { tags: names('a', 40) }), [
      indicatorOf('b', { tags: names('b', 10) }),
      indicatorOf('c', { tags: names('c', 40) }),
    ]);
    expect(merged.tags).toEqual([...names('a', 40), ...names('b', 10), textCut]);
  });

  it('keep all names of the first, however many', () => {
    const tags = names('a', 300);
    expect(merge(indicatorOf('a', { tags }), [indicatorOf('b', { tags: ['a1'] })]).tags).toEqual(tags);
  });

  it('fit together as each did alone', () => {
    const each = { tags: names('t', 40, 100), malwareFamilyNames: names('f', 10, 100) };
    const other = { activityGroupNames: names('g', 50, 100), additionalInformation: 'x' };
    const merged = merge(indicatorOf('a', each), [indicatorOf('b', other)]);
    expect([fits(indicatorOf('a', each)), fits(indicatorOf('b', other)), fits(merged)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(merged.tags).toContain(textCut);
  });

  it('keep the strictest TLP where there is no room for one more name', () => {
    const full = indicatorOf('a', { emailSubject: '漢'.repeat(10_830), tlpLevel: 'white' });
    expect(fits(full)).toBe(true);
    const merged = merge(full, [indicatorOf('b', { tags: ['t'], tlpLevel: 'red' })]);
    expect(merged.tlpLevel).toBe('red');
  });
});
