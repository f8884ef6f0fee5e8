import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import { parseJson } from '../../shared/codec/json';
import { whereJsonStops } from '../../shared/codec/where-json-stops';
import { parseJsonText } from '../../shared/envelopes/json-text';

const json = '{"a":{"b":[1]}}';
const read = { a: { b: [1] } };

describe('JSON behind a head of syslog is read', () => {
  it.each([
    ['as RFC 5424 has it', '<134>1 2026-11-30T10:00:00.000Z sensor app 12 ID47 - '],
    ['with structured data', '<134>1 2026-11-30T10:00:00Z sensor app - - [meta@1 sequenceId="1"] '],
    ['as RFC 3164 has it', '<132>Nov  3 10:00:00 manager ossec: '],
    ['without a priority', 'Nov 30 10:00:00 sensor app[12]: '],
    ['with an ISO date', '2026-11-30T10:00:00.123+01:00 sensor app: '],
    ['with a priority alone', '<134>'],
    ['of the runtime of a container', '2026-11-30T10:00:00.123456789Z stdout F '],
    ['of CEE', '@cee: '],
  ])('%s', (_, head) => {
    expect(parseJsonText(`${head}${json}`)).toMatchObject({ right: read });
    expect(parseJsonText(`${head}[${json}]\n`)).toMatchObject({ right: [read] });
    expect(parseJsonText(`${head}${json}\n${head}${json}\n`)).toMatchObject({ right: [read, read] });
  });

  it.each([
    ['words', `see ${json}`],
    ['a line of CEF', `<134>Nov 30 10:00:00 sensor CEF:0|a|b|1|2|c|5|msg=${json}`],
    ['a line of FortiOS', `<189>date=2026-11-30 time=10:00:00 logid="1" msg=${json}`],
    ['a head that never ends', `<134>${'a '.repeat(300)}${json}`],
    ['no JSON', '<134>Nov 30 10:00:00 sensor app: {started}'],
  ])('but not behind %s', (_, text) => {
    expect(parseJsonText(text)._tag).toBe('Left');
  });

  it('with the position where it stops being JSON, counted from the start of the text', () => {
    expect(parseJsonText('<134>Nov 30 10:00:00 s a: {"a":1 "b":2}')).toEqual({
      _tag: 'Left',
      left: { position: 33 },
    });
  });
});

describe('JSON objects one right after another are read', () => {
  it.each([
    ['with nothing between them', `${json}${json}`],
    ['with spaces', `${json}  ${json} `],
    ['over several lines', `${JSON.stringify(read, null, 2)}\n${JSON.stringify(read, null, 2)}\n`],
    ['some on one line', `${json}${json}\n${json}`],
  ])('%s', (_, text) => {
    const count = text.split('"a"').length - 1;
    expect(parseJsonText(text)).toEqual(E.right(Array.from({ length: count }, () => read)));
  });

  it.each([
    ['where the second is broken', '{"a":1}{"b":}', 12],
    ['where the second has no end', '{"a":1}{"b":', 12],
    ['where words follow', '{"a":1} see', 8],
    ['where a bracket too many follows', '{"a":1}}', 7],
    ['where a number follows', '{"a":1}2', 8],
    ['where a line after the first is broken', '{"a":1}\n{"b":}', 13],
  ])('but not %s', (_, text, position) => {
    expect(parseJsonText(text)).toEqual(E.left({ position }));
  });

  it.each(['1 2', 'true{"a":1}', '"a"{"a":1}'])('but not behind what is no object: %s', (text) => {
    expect(E.isLeft(parseJsonText(text))).toBe(true);
  });

  it('whatever they hold, and whatever white space is between them', () => {
    const documents = fc.array(fc.oneof(fc.object({ maxDepth: 3 }), fc.array(fc.jsonValue())), {
      minLength: 2,
    });
    const spaces = fc.array(fc.constantFrom('', ' ', '\n', '\r\n\t'), { minLength: 1 });
    fc.assert(
      fc.property(documents, spaces, (values, between) => {
        const texts = values.map((value) => JSON.stringify(value));
        const text = texts.map((one, index) => `${one}${between[index % between.length] ?? ''}`).join('');
        expect(parseJsonText(text)).toEqual(E.right(texts.map((one): unknown => JSON.parse(one))));
      }),
    );
  });
});

describe('JSON that is broken', () => {
  it.each([
    ["another language's number", '{"a":NaN}', 5],
    ["another language's word", '{"a":[1,True]}', 8],
    ['a word that is none', '{"a":undefined}', 5],
    ['a comma before the end of a list', '[1,2,]', 5],
    ['a comma before the end of an object', '{"a":1,}', 7],
    ['two values without a comma', '[1 2]', 3],
    ['the wrong bracket', '{"a":[1}', 7],
    ['a value that is left out', '{"a":,"b":1}', 5],
    ['a number with a zero before it', '[1,02]', 4],
    ['an end that is missing', '{"a":[{"b":1},', 14],
    ['a mark of byte order before it', '\ufeff{"a":NaN}', 5],
  ])('is told where, by %s', (_, text, position) => {
    expect(parseJson(text)).toEqual({ _tag: 'Left', left: { position } });
  });

  it.each(['', ' \n', 'see here', 'NaN', '<xml/>'])('is told no place where nothing is JSON: %j', (text) => {
    expect(parseJson(text)).toEqual({ _tag: 'Left', left: { position: null } });
  });

  it('is told where, however long a string, a number or a space in it is', () => {
    const long = 20_000_000;
    expect(whereJsonStops(`{"a":"${'x'.repeat(long)}"} y`)).toBe(long + 9);
    expect(whereJsonStops(`["${'x'.repeat(long)}`)).toBe(1);
    expect(whereJsonStops(`[${'1'.repeat(long)} y`)).toBe(long + 2);
    expect(whereJsonStops(`[${' '.repeat(long)}y`)).toBe(long + 1);
  });

  const documents = fc.json({ maxDepth: 5 });
  const broken = fc
    .tuple(
      documents,
      fc.nat(),
      fc.constantFrom('', ',', ':', '{', ']', '"', '\\', 'N', '0', '-', '.', 'e', ' ', '\n', '\u0001'),
    )
    .map(([text, at, mark]) => {
      const place = at % (text.length + 1);
      return `${text.slice(0, place)}${mark}${text.slice(place + (mark === '' ? 1 : 0))}`;
    });

  it('never stops inside of what is read, and always before the end of what is not', () => {
    fc.assert(
      fc.property(fc.oneof(documents, broken), (text) => {
        const place = whereJsonStops(text);
        const [whole, before] = [parseJson(text), parseJson(text.slice(0, place))];
        expect(place === text.length || E.isLeft(whole)).toBe(true);
        // What stands before the place is the beginning of a document: the engine finds nothing wrong in it but its end.
        expect([null, place]).toContain(E.isLeft(before) ? before.left.position : null);
      }),
    );
  });
});
