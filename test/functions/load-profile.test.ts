import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { loadProfile } from '../../functions/load-profile';
import { guardDangerOf } from '../../shared/indicator/guard/guard';
import { indicatorOf } from '../pipeline/planned';
import { leftOf, rightOf } from '../pipeline/right-of';

const folder = mkdtempSync(path.join(tmpdir(), 'lists-'));

afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: unknown): string => {
  const place = path.join(folder, name);
  writeFileSync(place, typeof content === 'string' ? content : JSON.stringify(content));
  return place;
};

const load = (...warningLists: readonly unknown[]) =>
  loadProfile(JSON.stringify({ guard: { warningLists } }));

const good = { name: 'ours', type: 'hostname', list: ['partner.net'], version: 7, description: 'x' };

describe('when the profile names warning lists', () => {
  it('reads the files, beside lists that it holds itself', () => {
    const { guard } = rightOf(
      load(file('good.json', good), { ...good, name: 'mine', list: ['partner.org'] }),
    );
    expect(guard.warningLists.map(({ name }) => name)).toEqual(['ours', 'mine']);
    expect(guardDangerOf(indicatorOf('x', { domainName: 'partner.org' }), guard)?.text).toContain('"mine"');
  });

  it('takes a list of 200,000', () => {
    const list = Array.from({ length: 200_000 }, (_, index) => `host-${index}.net`);
    const { guard } = rightOf(load(file('large.json', { ...good, list })));
    expect(guardDangerOf(indicatorOf('x', { domainName: 'a.host-199999.net' }), guard)?.code).toBe(
      'on-warning-list',
    );
    expect(guardDangerOf(indicatorOf('x', { domainName: 'host-200000.net' }), guard)).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{"name": ', '/guard/warningLists/0'],
    ['no object', '[]', '/guard/warningLists/0'],
    ['too large a file', ' '.repeat(33 * 1024 * 1024), '/guard/warningLists/0'],
    ['no name', { ...good, name: ' ' }, '/guard/warningLists/0/name'],
    ['expressions', { ...good, type: 'regex' }, '/guard/warningLists/0/type'],
    ['a type that every object has', { ...good, type: 'constructor' }, '/guard/warningLists/0/type'],
    ['no list', { ...good, list: 'partner.net' }, '/guard/warningLists/0/list'],
    ['too many entries', { ...good, list: Array(500_001).fill('a.net') }, '/guard/warningLists/0/list'],
    ['an entry that is no host', { ...good, list: ['a.net', 'a b'] }, '/guard/warningLists/0/list/1'],
    ['an entry that is no text', { ...good, list: [7] }, '/guard/warningLists/0/list/0'],
    [
      'an entry that is no network',
      { ...good, type: 'cidr', list: ['a.net'] },
      '/guard/warningLists/0/list/0',
    ],
    [
      'an entry that is in everything',
      { ...good, type: 'substring', list: ['.'] },
      '/guard/warningLists/0/list/0',
    ],
  ])('names the place of a file with %s', (name, content, pointer) => {
    const faults = leftOf(load(file(`${name}.json`, content)));
    expect(faults.map((fault) => fault.pointer)).toEqual([`/PROFILE ${pointer}`]);
  });

  it('names each file that is not there, and no value', () => {
    const faults = leftOf(load('no-such-file.json', folder));
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      '/PROFILE /guard/warningLists/0',
      '/PROFILE /guard/warningLists/1',
    ]);
    expect(JSON.stringify(faults)).not.toContain('no-such-file');
  });

  it('names ten faults of a list of another kind, not all', () => {
    const faults = load(file('other.json', { ...good, type: 'cidr', list: Array(1_000).fill('a.net') }));
    expect(E.isLeft(faults) && faults.left).toHaveLength(10);
  });
});

describe('when an object of the profile has a member twice', () => {
  it('names each, as only the last would count', () => {
    const text = '{"defaults": {"tlpLevel": "red", "tlpLevel": "green"}, "routes": [], "routes": []}';
    expect(leftOf(loadProfile(text)).map(({ pointer }) => pointer)).toEqual([
      '/PROFILE /defaults/tlpLevel',
      '/PROFILE /routes',
    ]);
  });
});
