import fc from 'fast-check';
import { didYouMean, nearNames } from '../../shared/codec/near-names';

const names = [
  'stix',
  'misp',
  'ecs',
  'otx',
  'elastic-alert',
  'tiIndicator',
  'defender-xdr',
  'defender-endpoint',
];

describe('names that somebody may have meant', () => {
  it.each([
    ['mips', ['misp']],
    ['STIX2', ['stix']],
    ['elastic', ['elastic-alert']],
    ['elastic_alert', ['elastic-alert']],
    ['ti-indicators', ['tiIndicator']],
    ['esc', []],
    ['etx', ['otx']],
    ['defender', ['defender-xdr', 'defender-endpoint']],
    ['carrier-pigeon', []],
    ['', []],
    ['constructor', []],
  ])('for %j are %j', (written, near) => {
    expect(nearNames(written, names)).toEqual(near);
  });

  it('hold each of them for itself first', () => {
    expect(names.map((name) => nearNames(name, names)[0])).toEqual(names);
  });

  it('are at most three of the names, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (written) => {
        const near = nearNames(written, names);
        expect(near.length).toBeLessThanOrEqual(3);
        expect(near.filter((name) => !names.includes(name))).toEqual([]);
      }),
    );
  });
});

describe('what is said of a value that is not among those expected', () => {
  it.each([
    ['blok', ['alert', 'allow', 'block'], '; did you mean block?'],
    ['Block', ['block', 'blockAndMore'], '; did you mean block?'],
    ['sentinal', ['graph', 'sentinel', 'defender'], '; did you mean sentinel?'],
    ['refused', ['refuse', 'take'], '; did you mean refuse?'],
    ['of', ['on', 'off'], '; did you mean on or off?'],
    ['carrier-pigeon', ['on', 'off'], ''],
    ['', ['on', 'off'], ''],
    [7, ['on', 'off'], ''],
    [undefined, ['on', 'off'], ''],
  ])('%j, of %j: %j', (written, names, said) => {
    expect(didYouMean(written, names)).toBe(said);
  });
});
