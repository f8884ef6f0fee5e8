import { evaluated } from './evaluate';
import { root, textOf } from './infra';
import { policies } from './policies';

const everythingOn = evaluated(root, 'everything-on');
const [, section = ''] = textOf('docs/deploy.md').split('## Policies\n');
const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\|$/gm)].slice(2);

describe('with everything on, a deployment keeps to the policy', () => {
  it.each(policies)('$name', ({ keeps }) => {
    expect(keeps(everythingOn)).toBe(true);
  });
});

describe('docs/deploy.md', () => {
  it('says of each policy what to set', () => {
    expect(rows.map(([, name]) => name)).toEqual(policies.map(({ name }) => name));
  });

  // "nothing" is true where the deployment without anything set keeps to it as well.
  it.each(policies)('says rightly whether anything has to be set for "$name"', ({ name, keeps }) => {
    const [, , parameter] = rows.find(([, one]) => one === name) ?? [];
    expect(parameter === 'nothing').toBe(keeps(evaluated(root, 'public')));
  });
});
