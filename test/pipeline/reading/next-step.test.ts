import { formats } from '../../../shared/formats';
import { eventWith } from '../planned';
import { profileWith } from '../profiles';
import { readAtOnce } from '../read-at-once';

const said = (body: unknown): string => {
  const { left } = readAtOnce({
    formats,
    now: () => new Date('2026-11-23T12:00:00.000Z'),
    identityScope: 'test',
    profile: profileWith(),
  })(eventWith(body));
  expect(left).toHaveLength(1);
  return left[0]?.reason.text ?? '';
};

describe('a body that no format knows', () => {
  it.each<[string, unknown, RegExp]>([
    [
      'of a product without a format',
      { review: {}, rule: { name: 'a' }, entities: [] },
      /alert of Recorded Future/,
    ],
    [
      'of a search in Splunk, in an event of HEC',
      { time: 1, event: { search_name: 'a', src_ip: '45.155.205.233' } },
      /row of a Splunk search/,
    ],
    [
      'of ECS',
      { '@timestamp': '2026-11-23', 'event.dataset': 'suricata.alert', message: 'a' },
      /ECS document without threat\.indicator/,
    ],
    [
      'with a CEF line where none is looked for',
      [{ source: 'relay', record: { entry: 'Nov 28 10:00:00 fw CEF:0|a|b|c|d|e|5|src=45.155.205.233' } }],
      /a line of CEF or LEEF seems to stand at \/0\/record\/entry: post the text of it/,
    ],
    [
      'with a LEEF line where none is looked for',
      { entry: 'LEEF:2.0|a|b|c|d|^|src=45.155.205.233' },
      /a line of CEF or LEEF seems to stand at \/entry/,
    ],
    [
      'with key=value text in it',
      { host: 'fw', entry: 'date=2026-11-28 type="utm" srcip=10.1.1.1 action="blocked" url="/a"' },
      /key=value text seems to stand at \/entry: FortiGate and others log so/,
    ],
    [
      'of nobody',
      { weather: 'rain' },
      /a mapping in the profile would read it: POST \/api\/preview\?suggest=true/,
    ],
  ])('%s is told what to do next', (_, body, expected) => {
    expect(said(body)).toMatch(expected);
    expect(said(body)).toContain('docs/profile.md');
  });

  it('of another product is not called near to a format that it is not', () => {
    expect(said({ review: {}, rule: { name: 'a' }, entities: [], type: 'x', id: '1' })).not.toContain(
      'nearest',
    );
  });

  it('that is no object is told what is one', () => {
    expect(said(7)).toContain('post an object');
  });
});

describe('text that is not searched', () => {
  it.each([
    ['date=2026-11-28 type="utm" srcip=10.1.1.1 action="blocked" url="/a"', 'key=value'],
    ['evil-host.top\nother-host.top\n', 'a list of observables'],
    ['evil-host.top', 'a list of observables'],
    ['# OpenPhish\nhttps://evil-host.top/a\n', 'a list of observables'],
    ['type,value\nip,45.155.205.233\n', 'CSV'],
    ['<html><body>', 'XML or HTML'],
    ['We saw evil-host.top last night, it is bad.', 'prose'],
    ['', 'prose'],
  ])('is told what it reads like, and the page that says more: %j', (text, form) => {
    expect(said(text === '' ? ' ' : text)).toContain(`it reads like ${form}`);
    expect(said(text === '' ? ' ' : text)).toMatch(/docs\/[\w/]+\.md/);
  });
});
