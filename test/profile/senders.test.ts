import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { foundIn, leftIn, profileOf, readWith } from './reading';

const root = path.resolve(__dirname, '../..');

const textAt = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const jsonAt = (file: string): unknown => JSON.parse(textAt(file));

const profiles = readdirSync(path.join(root, 'profiles'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => path.basename(file, '.json'))
  // Others are for several tenants, whoever sends.
  .filter((name) => 'custom' in (jsonAt(`profiles/${name}.json`) as object));

/** The first template on a sender's page, its values filled in: a text where quotes stand, else a list. */
const templateOf = (name: string): Readonly<Record<string, unknown>> => {
  const page = textAt(`docs/senders/${pageOf[name] ?? name}.md`);
  const template = /```json\n([^`]*"sender": "[^`]*|[^`]*"rule": [^`]*)```/.exec(page)?.[1] ?? '';
  return JSON.parse(template.replace(/\{\{\{[^}]*\}\}\}|<%-.*?%>/g, '[]')) as Record<string, unknown>;
};

const pageOf: Readonly<Record<string, string>> = {
  'kibana-destination': 'kibana',
  'opencti-notifier': 'opencti',
  'qradar-action': 'qradar',
};

/** A profile for several senders has a body of each; the first on its page stands for them here. */
const bodyOf = (name: string): string => (name === 'tickets' ? 'tickets-jira' : name);

const c2 = '45.155.205.233';
const seen = '2025-12-31T23:00:00.000Z';

/** As `profile test` expects it. */
const expectedOf = (name: string): readonly Readonly<Record<string, unknown>>[] =>
  (
    jsonAt(`profiles/tests/${bodyOf(name)}.expected.json`) as {
      found: readonly Readonly<Record<string, unknown>>[];
    }
  ).found;

describe('the ready profiles', () => {
  it('can be one profile together: each takes its own body only', async () => {
    const all = profiles.map(
      (name) => jsonAt(`profiles/${name}.json`) as { readonly custom: readonly unknown[] },
    );
    const together = profileOf({ custom: all.flatMap(({ custom }) => custom) });
    for (const name of profiles) {
      const { found } = await readWith(together, jsonAt(`profiles/tests/${bodyOf(name)}.json`));
      expect(new Set(found.map(({ provenance }) => provenance.format))).toEqual(new Set([name]));
    }
  });
});

describe.each(profiles)('the ready profile %s', (name) => {
  const profile = profileOf(jsonAt(`profiles/${name}.json`));
  const body = jsonAt(`profiles/tests/${bodyOf(name)}.json`) as Readonly<Record<string, unknown>>;

  it('makes indicators of the body its sender is told to send, and leaves nothing', async () => {
    const reading = await readWith(profile, body);
    expect(leftIn(reading)).toEqual([]);
    expect(foundIn(reading)).toMatchObject(expectedOf(name));
    expect(reading.found).toHaveLength(expectedOf(name).length);
  });

  it('reads what its page says to send: the same members', () => {
    expect(Object.keys(templateOf(name)).sort()).toEqual(Object.keys(body).sort());
  });

  it('takes nothing of the template that was never filled in', async () => {
    const { found } = await readWith(profile, templateOf(name), name);
    expect(found).toEqual([]);
  });
});

describe('Sumo Logic’s results', () => {
  it('are read as JSON too, not only as text that holds it', async () => {
    const results = [{ bad_url: 'http://evil-host.com/a' }, { bad_hash: '5d41402abc4b2a76b9719d911017c592' }];
    const body = { sender: 'sumo-logic', name: 'n', trigger: 'Warning', results };
    const reading = await readWith(profileOf(jsonAt('profiles/sumo-logic.json')), body);
    expect(foundIn(reading)).toMatchObject([
      { url: 'http://evil-host.com/a', severity: 3 },
      { fileHashType: 'md5' },
    ]);
  });
});

describe('OpenCTI’s indicators, by the page’s other template', () => {
  it('are read by the format opencti; a deleted one is taken back', async () => {
    const instance = {
      type: 'indicator',
      id: 'indicator--0d9e7b52-26c9-5f04-9b1c-2b0f3f3d8d14',
      spec_version: '2.1',
      name: 'C2',
      pattern_type: 'stix',
      pattern: `[ipv4-addr:value = '${c2}']`,
      valid_from: seen,
    };
    const body = ['create', 'delete'].map((event) => ({ event, data: instance }));
    const reading = await readWith(profileOf(), body);
    expect(foundIn(reading)).toMatchObject([{ networkIPv4: c2 }, { networkIPv4: c2, isActive: false }]);
    expect(leftIn(reading)).toEqual([]);
  });
});
