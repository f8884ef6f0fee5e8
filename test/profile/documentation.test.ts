import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { mappedNames } from '../../shared/profile/mapped';
import { profileOf, readWith } from './reading';

const docs = path.resolve(__dirname, '../../docs');

const page = readFileSync(path.join(docs, 'profile.md'), 'utf8');

/** Names of a section and of what is in it, `guard.ownDomains`; of a list of objects the names in those, `custom[].name`. */
const namesOf = (section: unknown, name: string): readonly string[] => {
  if (Array.isArray(section)) {
    const [item] = section as readonly unknown[];
    return typeof item === 'object' && item !== null
      ? Object.keys(item).map((key) => `${name}[].${key}`)
      : [name];
  }
  if (typeof section !== 'object' || section === null) return [name];
  const members = Object.entries(section);
  return members.length === 0
    ? [`${name}.`]
    : members.flatMap(([key, value]) => namesOf(value, `${name}.${key}`));
};

const profile = profileOf({ sources: [{}], custom: [{ name: 'a', match: 'true', mapping: 'a' }] });

describe('docs/profile.md', () => {
  it.each(Object.entries(profile).flatMap(([name, section]) => namesOf(section, name)))(
    'explains %s',
    (name) => {
      expect(page).toContain(`\`${name}`);
    },
  );

  it.each(mappedNames)('explains what a mapping gives: %s', (name) => {
    expect(page).toContain(`\`${name}\``);
  });

  const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => text);

  it.each(examples)('has an example that is a profile: %s', (text) => {
    expect(() => profileOf(JSON.parse(text))).not.toThrow();
  });
});

const senders = path.join(docs, 'senders');

const profiles = readdirSync(path.join(docs, '../profiles')).filter((file) => file.endsWith('.json'));

const together = profileOf({
  guard: { specialUse: 'take' },
  custom: profiles.flatMap((file) => {
    const text = readFileSync(path.join(docs, '../profiles', file), 'utf8');
    return (JSON.parse(text) as { readonly custom?: readonly unknown[] }).custom ?? [];
  }),
});

const bodies = readdirSync(senders).flatMap((file) => {
  const text = readFileSync(path.join(senders, file), 'utf8');
  return [...text.matchAll(/ -d '([[{].*?)'\n/gs)].map(([, body = '']) => ({ file, body }));
});

describe('what docs/senders says to try', () => {
  it('is on the pages of senders whose body can be typed', () => {
    expect(bodies.map(({ file }) => file).sort()).toEqual([
      'datadog.md',
      'exabeam.md',
      'falcon-fusion.md',
      'generic.md',
      'insightidr.md',
      'logrhythm.md',
      'opencti.md',
      'qradar.md',
      'securonix.md',
      'splunk.md',
      'sumo-logic.md',
      'tickets.md',
    ]);
  });

  it.each(bodies)('gives one indicator: $file', async ({ body }) => {
    const { found } = await readWith(together, JSON.parse(body));
    expect(found).toHaveLength(1);
  });
});
