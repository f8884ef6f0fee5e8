import fc from 'fast-check';
import { type Score } from '../../shared/formats/format';
import { confidenceOf, severityOf } from '../../shared/profile/scores';
import { profileOf } from './reading';

const plain = profileOf();

const tables = profileOf({
  severity: {
    wazuh: {
      words: { loud: 4 },
      steps: [
        { from: 0, is: 1 },
        { from: 12, is: 5 },
        { from: 7, is: 3 },
      ],
    },
    '*': { words: { loud: 2, high: 5, huge: 100 } },
  },
  confidence: { '*': { words: { sure: 99 } }, wazuh: { steps: [{ from: 1, is: 40 }] } },
});

describe('a severity, 0 to 5', () => {
  it.each<[string, Score | undefined, number | undefined]>([
    ['nothing said', undefined, undefined],
    ['a word', { value: 'High' }, 4],
    ['a word with space around it', { value: ' low ' }, 2],
    ['a word that nobody knows', { value: 'purple' }, undefined],
    ['a word that every object knows', { value: 'constructor' }, undefined],
    ['a number out of ten', { value: 7, of: 10 }, 4],
    ['a number as text', { value: '7', of: 10 }, 4],
    ['a number above its scale', { value: 70, of: 10 }, 5],
    ['a number below its scale', { value: -3, of: 10 }, 0],
    ['a number of no scale', { value: 7 }, undefined],
    ['no score at all', { value: { high: true } }, undefined],
  ])('is by itself: %s', (_, score, expected) => {
    expect(severityOf(score, 'any', plain)).toBe(expected);
  });

  it.each<[string, string, Score, number]>([
    ['a word of the format', 'wazuh', { value: 'LOUD' }, 4],
    ['a word for all formats', 'other', { value: 'loud' }, 2],
    ['a word for all before what is built in', 'wazuh', { value: 'high' }, 5],
    ['the highest step reached', 'wazuh', { value: 12, of: 16 }, 5],
    ['the step below', 'wazuh', { value: 11, of: 16 }, 3],
    ['the lowest step', 'wazuh', { value: '3' }, 1],
    ['no step of another format', 'other', { value: 8, of: 16 }, 3],
    ['no table of a format that every object knows', 'constructor', { value: 'loud' }, 2],
    ['at most 5, whatever the table says', 'other', { value: 'huge' }, 5],
  ])('is what the profile says: %s', (_, format, score, expected) => {
    expect(severityOf(score, format, tables)).toBe(expected);
  });

  it('is a whole number from 0 to 5 or unknown, whatever a sender writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, 5, 10, 16, 100), (value, of) => {
        const severity = severityOf(of === undefined ? { value } : { value, of }, 'wazuh', tables);
        const allowed = [undefined, 0, 1, 2, 3, 4, 5];
        expect(allowed).toContain(severity);
      }),
    );
  });
});

describe('a confidence, 0 to 100', () => {
  it.each<[string, Score | undefined, number | undefined]>([
    ['nothing said', undefined, undefined],
    ['a word of STIX', { value: 'Medium' }, 50],
    ['a word that nobody knows', { value: 'Not Specified' }, undefined],
    ['a percentage', { value: 70, of: 100 }, 70],
    ['a fraction', { value: 0.25, of: 1 }, 25],
    ['a number of no scale', { value: 70 }, undefined],
  ])('is by itself: %s', (_, score, expected) => {
    expect(confidenceOf(score, 'any', plain)).toBe(expected);
  });

  it.each<[string, string, Score, number]>([
    ['a word for all formats', 'other', { value: 'Sure' }, 99],
    ['a step of the format', 'wazuh', { value: 1, of: 100 }, 40],
  ])('is what the profile says: %s', (_, format, score, expected) => {
    expect(confidenceOf(score, format, tables)).toBe(expected);
  });
});
