import { listsFrom, rulesFor } from '../../shared/profile/rules-for';
import { profileOf } from './reading';

const profile = profileOf({
  defaults: { action: 'alert', threatType: 'Malware' },
  tags: ['all'],
  sources: [
    { source: '/subscriptions/*', defaults: { tlpLevel: 'green' }, tags: ['azure'] },
    { source: '/subscriptions/prod', format: 'misp', defaults: { action: 'block', tlpLevel: 'amber' } },
    { format: 'splunk', tags: ['splunk'] },
    { source: 'http', defaults: { passiveOnly: true } },
  ],
});

describe('the rules for what comes', () => {
  it.each([
    ['from a source that no override names', 'queue', 'misp', {}, ['all']],
    ['from a source under a pattern', '/subscriptions/test', 'misp', { tlpLevel: 'green' }, ['all', 'azure']],
    [
      'from a source and in a format that two overrides name: the later one wins, the tags add up',
      '/subscriptions/prod',
      'misp',
      { action: 'block', tlpLevel: 'amber' },
      ['all', 'azure'],
    ],
    [
      'from that source in another format',
      '/subscriptions/prod',
      'stix',
      { tlpLevel: 'green' },
      ['all', 'azure'],
    ],
    ['in a format from anywhere', 'queue', 'splunk', {}, ['all', 'splunk']],
    ['from a source by its whole name', 'http', 'stix', { passiveOnly: true }, ['all']],
    ['from a source that only begins with a name', 'https', 'stix', {}, ['all']],
  ])('%s', (_, source, format, defaults, tags) => {
    expect(rulesFor(profile, { source, format })).toEqual({
      defaults: { ...profile.defaults, ...defaults },
      tags,
    });
  });
});

describe('text is a list of indicators, by the word of the profile', () => {
  it.each([
    [[], 'feeds', false],
    [['feeds'], 'feeds', true],
    [['feeds'], 'feeds-2', false],
    [['chat', 'feed*'], 'feeds-2', true],
    [['*'], 'anything', true],
  ])('%j: from %s: %s', (lists, source, is) => {
    expect(listsFrom(profileOf({ take: { lists } }), source)).toBe(is);
  });
});
