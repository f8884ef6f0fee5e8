import { formats } from '../../shared/formats';
import { readAtOnce } from '../pipeline/read-at-once';
import { eventWith } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { bodies } from './bodies';

const environment = {
  formats,
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  identityScope: 'test',
  profile: profileWith({ take: { freeText: true } }),
};

describe('the bodies that laws over all formats start from', () => {
  it('are one for each format', () => {
    expect(Object.keys(bodies)).toEqual(formats.map(({ name }) => name));
  });

  it.each(Object.entries(bodies))('%s takes something of its own', (name, body) => {
    // Text is a list only where that is said.
    const event = { ...eventWith(body), format: name === 'list' ? name : null };
    const { found, left } = readAtOnce(environment)(event);
    expect(new Set([...found, ...left].map(({ provenance }) => provenance.format))).toEqual(new Set([name]));
    // A monitoring alert is understood and holds no indicator.
    expect(found.length > 0).toBe(name !== 'azure-monitor');
  });
});
