import fc from 'fast-check';
import { logLines } from '../../../shared/formats/log-line/log-line';

const cefFields = (extension: string) =>
  Object.fromEntries(logLines(`CEF:0|v|p|1|e|n|5|${extension}`, 'cef')[0]?.line?.fields ?? []);

const leefFields = (body: string) =>
  Object.fromEntries(logLines(`LEEF:1.0|v|p|1|e|${body}`, 'leef')[0]?.line?.fields ?? []);

describe('when a CEF header is read', () => {
  it('undoes its escapes and leaves bars in the extension alone', () => {
    const [placed] = logLines('CEF:0|Ma\\|ker|Wa\\\\ll|1|id|a name|Very-High|msg=a|b', 'cef');
    expect(placed?.line).toMatchObject({
      vendor: 'Ma|ker',
      product: 'Wa\\ll',
      event: 'id',
      name: 'a name',
      severity: 'Very-High',
      fields: new Map([['msg', 'a|b']]),
    });
  });

  it.each(['CEF:0|', 'CEF:0|a|b|c|d|e|f', 'CEF:0|a|b|c|d|e|f\\|g'])('has no line in %s', (text) => {
    expect(logLines(text, 'cef')).toEqual([{ place: '', line: undefined }]);
  });
});

describe('when a CEF extension is split', () => {
  it.each([
    ['values with spaces', 'msg=a b c act=x', { msg: 'a b c', act: 'x' }],
    [
      'a sign of equality in a URL',
      'request=http://a/?b=c&d=e act=x',
      { request: 'http://a/?b=c&d=e', act: 'x' },
    ],
    ['escapes', 'msg=a\\=b\\\\c\\nd\\|e\\q', { msg: 'a=b\\c\nd|e\\q' }],
    ['an escaped key', 'msg=see x\\=1 y', { msg: 'see x=1 y' }],
    ['empty values', 'a= b=  c=1', { c: '1' }],
    ['labels', 'cs1=x cs1Label=Url Category', { cs1: 'x', cs1label: 'Url Category', 'url category': 'x' }],
    ['the first of two', 'act=block msg=hello act=allow', { act: 'block', msg: 'hello' }],
    ['nothing', '', {}],
    ['__proto__', '__proto__=1', Object.fromEntries([['__proto__', '1']])],
  ])('keeps %s', (_, extension, fields) => {
    expect(cefFields(extension)).toEqual(fields);
  });

  it('gives back any value that was escaped as the format says', () => {
    const escaped = (value: string) =>
      value.replace(/[\\=]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
    const word = fc.string({
      minLength: 1,
      unit: fc.constantFrom('a', '=', '\\', '|', ' ', '\n', '\r', 'n', 'é'),
    });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const fields = cefFields(`one=${escaped(`<${a}>`)} two=${escaped(`<${b}>`)}`);
        expect(fields).toEqual({ one: `<${a}>`, two: `<${b}>` });
      }),
    );
  });
});

describe('when LEEF attributes are split', () => {
  it.each([
    ['paths', 'path=C:\\new\\report', { path: 'C:\\new\\report' }],
    ['a sign of equality', 'url=http://a/?b=c', { url: 'http://a/?b=c' }],
    ['escapes', 'a=b\\=c\\|d\\\\e\tf=1', { a: 'b=c|d\\e', f: '1' }],
    ['spaces around keys', 'a=1\t b=2', { a: '1', b: '2' }],
    ['what is no attribute', 'a=1\thello\t=2', { a: '1' }],
  ])('keeps %s', (_, body, fields) => {
    expect(leefFields(body)).toEqual(fields);
  });
});
