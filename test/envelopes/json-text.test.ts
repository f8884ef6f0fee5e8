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
