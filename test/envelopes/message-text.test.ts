import { readMessageText } from '../../shared/envelopes/message-text';

const cef = 'CEF:0|Vendor|Product|1|100|Found|5|src=192.0.2.1';
const leef = 'Jan 18 11:07:53 host LEEF:1.0|Vendor|Product|1|100|src=192.0.2.1';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a queue message is read', () => {
  it.each([
    ['JSON', '{"a":1}', { a: 1 }],
    ['lines of JSON', '{"a":1}\n{"a":2}', [{ a: 1 }, { a: 2 }]],
    ['CEF', cef, cef],
    ['LEEF behind a syslog header', leef, leef],
    ['CEF after other lines', `<14>1 - -\n${cef}`, `<14>1 - -\n${cef}`],
  ])('plain and in base64: %s', (_, message, expected) => {
    expect(readMessageText(message)).toMatchObject({ right: expected });
    expect(readMessageText(base64(message))).toMatchObject({ right: expected });
  });

  it.each([
    ['base64 in the alphabet for URLs', Buffer.from('{"a":"ÿÿ>>??"}').toString('base64url')],
    ['base64 over several lines', base64('{"a":"ÿÿ>>??"}').replace(/(.{8})/g, '$1\r\n')],
  ])('in %s', (_, message) => {
    expect(readMessageText(message)).toMatchObject({ right: { a: 'ÿÿ>>??' } });
  });

  it.each([
    ['words', 'hello world'],
    ['a word that could be base64', 'abcd'],
    ['nothing', ''],
    ['JSON that is cut off and speaks of CEF', '{"text":"see CEF:0|a'],
    ['a word that ends like CEF', 'XCEF:0|a|b'],
    ['CEF without a version', 'CEF: none'],
    ['bytes that are no text in base64', '//79/A=='],
  ])('not at all: %s', (_, message) => {
    expect(readMessageText(message)._tag).toBe('Left');
  });

  it('with the position where it stops being JSON', () => {
    expect(readMessageText('{"a":1 "b":2}')).toEqual({ _tag: 'Left', left: { position: 7 } });
    expect(readMessageText(base64('{"a":1 "b":2}'))).toEqual({ _tag: 'Left', left: { position: 7 } });
  });
});
