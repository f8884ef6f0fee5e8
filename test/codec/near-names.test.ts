import fc from 'fast-check';
import { nearNames } from '../../shared/codec/near-names';

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
