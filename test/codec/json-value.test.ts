import { listedIn } from '../../shared/codec/items';
import { isNo, isYes, oneOrMany, textOf, textsOf } from '../../shared/codec/json-value';

describe('a text', () => {
  it.each([
    ['a word', ' word ', 'word'],
    ['a number', 7, '7'],
    ['the only word of a list', ['word'], 'word'],
    ['the only number of a list', [7], '7'],
    ['one of several', ['a', 'b'], undefined],
    ['in a list of lists', [['word']], undefined],
    ['an empty list', [], undefined],
    ['an object', { a: 1 }, undefined],
    ['null', null, undefined],
  ])('is read of %s', (_, value, text) => {
    expect(textOf(value)).toBe(text);
  });
});

describe('a list', () => {
  it.each([
    ['as a list', ['a', 'b']],
    ['as an object of its numbers', { 0: 'a', 1: 'b' }],
    ['with gaps, as PHP writes one', { 2: 'a', 7: 'b' }],
  ])('is read %s', (_, list) => {
    expect(oneOrMany(list)).toEqual(['a', 'b']);
    expect(textsOf(list)).toEqual(['a', 'b']);
    expect(listedIn('/x', { list }, 'list').map(({ item }) => item)).toEqual(['a', 'b']);
  });

  it('says where its items stand in an object', () => {
    expect(listedIn('', { list: { 2: 'a', 7: 'b' } }, 'list').map(({ place }) => place)).toEqual([
      '/list/2',
      '/list/7',
    ]);
  });

  it.each([[{}], [{ 0: 'a', name: 'b' }], [{ name: 'a' }]])('is none of %j', (one) => {
    expect(oneOrMany(one)).toEqual([one]);
  });
});

describe('a flag', () => {
  it.each([true, 1, '1', 'true', 'True', 'TRUE', ' true ', 'yes', [true], ['true']])(
    'is set by %j',
    (flag) => {
      expect([isYes(flag), isNo(flag)]).toEqual([true, false]);
    },
  );

  it.each([false, 0, '0', 'false', 'False', 'no', [false]])('is not set by %j', (flag) => {
    expect([isYes(flag), isNo(flag)]).toEqual([false, true]);
  });

  it.each([undefined, null, '', 'n/a', 2, {}, [], ['true', 'false']])('is not there in %j', (flag) => {
    expect([isYes(flag), isNo(flag)]).toEqual([false, false]);
  });
});
