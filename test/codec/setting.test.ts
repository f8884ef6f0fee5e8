import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { defaultOf, documentSource, environmentSource, setting } from '../../shared/codec/setting';
import { integerText, optional, required, secureUrl, text, withDefault } from '../../shared/codec/text-value';
import { canary } from '../arbitraries/json';

const declared = {
  baseUrl: setting({ codec: required('an https address', secureUrl), about: '', leftOut: null }),
  rate: setting({
    codec: withDefault('an integer from 1 to 9', integerText(1, 9), 5),
    about: '',
    leftOut: null,
  }),
  label: setting({ codec: optional('a name', text), about: '', leftOut: null }),
  apiKey: setting({ codec: required('a key', text), about: '', leftOut: null, isSecret: true }),
};

const variableOf = (name: string): string => `ACME_${name}`;
const ofAcme = (variables: Readonly<Record<string, string>>) => environmentSource(variables, variableOf);

const fromEnvironment = (variables: Readonly<Record<string, string>>) => ofAcme(variables)(declared);

const fromDocument = (entry: unknown, secret: Readonly<Record<string, string>> = { ACME_apiKey: 'hush' }) =>
  documentSource(entry, '/destinations/3', ofAcme(secret))(declared);

const right = { baseUrl: 'https://acme.example', rate: 5, label: undefined, apiKey: 'hush' };

describe('declared settings', () => {
  it('are read from the environment', () => {
    expect(fromEnvironment({ ACME_baseUrl: ' https://acme.example/ ', ACME_apiKey: 'hush' })).toEqual(
      E.right(right),
    );
  });

  it.each<[string, unknown, object]>([
    ['texts', { baseUrl: 'https://acme.example', rate: '7', label: 'x' }, { rate: 7, label: 'x' }],
    ['a number where one is asked for', { baseUrl: 'https://acme.example/', rate: 7 }, { rate: 7 }],
    ['what is left out by its default', { baseUrl: 'https://acme.example' }, {}],
  ])('are read from an entry of a document: %s', (_, entry, values) => {
    expect(fromDocument(entry)).toEqual(E.right({ ...right, ...values }));
  });

  it('are all reported at once, each where it stands', () => {
    expect(fromEnvironment({ ACME_rate: canary })).toEqual(
      E.left([
        { pointer: '/ACME_baseUrl', expected: 'an https address; it is required' },
        { pointer: '/ACME_rate', expected: 'an integer from 1 to 9' },
        { pointer: '/ACME_apiKey', expected: 'a key; it is required' },
      ]),
    );
    expect(fromDocument({ rate: 10, labl: canary }, {})).toEqual(
      E.left([
        { pointer: '/destinations/3/labl', expected: 'no member of this name; did you mean label?' },
        { pointer: '/destinations/3/baseUrl', expected: 'an https address; it is required' },
        { pointer: '/destinations/3/rate', expected: 'an integer from 1 to 9' },
        { pointer: '/ACME_apiKey', expected: 'a key; it is required' },
      ]),
    );
  });

  it.each<[string, unknown, string]>([
    ['an array', [canary], ''],
    ['a text', canary, ''],
    ['null', null, ''],
    ['a member that is null', { rate: null }, '/rate'],
    ['a blank', { rate: ' ' }, '/rate'],
    ['an object', { rate: { [canary]: 1 } }, '/rate'],
    ['true', { rate: true }, '/rate'],
    ['a number for a text', { label: 5 }, '/label'],
    ['a fraction', { rate: 1.5 }, '/rate'],
    ['a number below zero', { rate: -1 }, '/rate'],
    ['a Key Vault reference', { label: `@Microsoft.KeyVault(${canary})` }, '/label'],
    ['a member of every object', { constructor: canary }, '/constructor'],
    ['a secret', { apiKey: canary }, '/apiKey'],
  ])('are refused in an entry of a document, and never repeated: %s', (_, entry, place) => {
    const isObject = typeof entry === 'object' && entry !== null && !Array.isArray(entry);
    const read = fromDocument(isObject ? { baseUrl: 'https://acme.example', ...entry } : entry);
    expect(read).toMatchObject(E.left([{ pointer: `/destinations/3${place}` }]));
    expect(JSON.stringify(read)).not.toContain(canary);
  });

  it('come to the same from both, whatever is written', () => {
    const written = fc.oneof(
      fc.constantFrom('1', '9', '10', 'https://acme.example', 'http://acme.example'),
      fc.string().filter((value) => value.trim() !== ''),
    );
    fc.assert(
      fc.property(
        fc.record({ baseUrl: written, rate: written, label: written }, { requiredKeys: [] }),
        (entry) => {
          const variables = Object.fromEntries(
            Object.entries(entry).map(([name, v]) => [variableOf(name), v]),
          );
          const seen = fromEnvironment({ ...variables, ACME_apiKey: 'hush' });
          const places = (pointer: string): string => pointer.replace('/destinations/3/', '/ACME_');
          const read = fromDocument(entry);
          expect(
            E.isLeft(read)
              ? E.left(read.left.map(({ pointer, ...rest }) => ({ pointer: places(pointer), ...rest })))
              : read,
          ).toEqual(seen);
        },
      ),
    );
  });

  it('have a default as text', () => {
    expect(Object.values(declared).map(defaultOf)).toEqual(['', '5', '', '']);
  });
});
