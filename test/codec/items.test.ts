import { itemsOf, listed, unreadableTextsIn, textsIn } from '../../shared/codec/items';

describe('what stands at a place', () => {
  it.each([
    [
      ['a', 'b'],
      [
        { place: '/x/0', item: 'a' },
        { place: '/x/1', item: 'b' },
      ],
    ],
    [{ a: 1 }, [{ place: '/x', item: { a: 1 } }]],
    ['a', [{ place: '/x', item: 'a' }]],
    [0, [{ place: '/x', item: 0 }]],
    [[null], [{ place: '/x/0', item: null }]],
    [[], []],
    [null, []],
    [undefined, []],
    [' ', []],
  ])('is, for %j, %j', (value, items) => {
    expect(listed('/x', value)).toEqual(items);
  });

  it('is text, or a stranger', () => {
    const object = { 'a/b': ['one', '', null, 2, { three: 3 }, true] };
    expect(textsIn('', object, 'a/b')).toEqual([
      { place: '/a~1b/0', text: 'one' },
      { place: '/a~1b/3', text: '2' },
    ]);
    expect(unreadableTextsIn('', object, 'a/b')).toEqual(['/a~1b/4', '/a~1b/5']);
  });
});

describe('the items of a payload', () => {
  const isItem = (item: unknown): boolean => typeof item === 'object' && item !== null && 'ours' in item;
  const ours = { ours: 1 };

  it.each<[string, unknown, readonly string[]]>([
    ['an array', [ours, ours], ['/0', '/1']],
    ['an empty array', [], []],
    ['the list under a name', { value: [ours] }, ['/value/0']],
    ['one item under a name', { value: ours, nextLink: 'x' }, ['/value']],
    ['one item under another name', { value: 7, results: ours }, ['/results']],
    ['an item that has such a member itself', { ours: 1, value: ours }, ['']],
    ['an item whose such member is another thing', { ours: 1, value: { a: 1 } }, ['']],
    ['something else', { value: 'x' }, ['']],
    ['nothing', null, ['']],
  ])('are, for %s, at their places', (_name, payload, places) => {
    expect(itemsOf(payload, isItem, ['results', 'value']).map(({ place }) => place)).toEqual(places);
  });
});
