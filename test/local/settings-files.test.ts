import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { sampleFile, withSettings } from '../../local/settings/files';
import { declaredSettings } from '../../shared/config';
import { defaultOf } from '../../shared/codec/setting';
import { destinations } from '../../shared/destinations';
import { environmentOf, variableOf } from '../../shared/destinations/instance';

const textOf = (file: string): string => readFileSync(path.resolve(__dirname, '../..', file), 'utf8');

const declared = declaredSettings(destinations);

describe('the files that follow from the declared settings', () => {
  it('are as they are declared, else run npm run settings: local.settings.sample.json', () => {
    expect(textOf('local.settings.sample.json')).toBe(sampleFile());
  });

  it('are as they are declared, else run npm run settings: docs/settings.md', () => {
    const page = textOf('docs/settings.md');
    expect(page).toBe(withSettings(page));
    const untold = declared.filter(([name]) => !page.includes(`| \`${name}\` `));
    expect(untold).toEqual([]);
  });
});

describe.each(declared)('the declaration of %s', (_, { codec, sample, leftOut, isSecret }) => {
  const given = { codec, about: '', leftOut };

  it('has a default and a sample that it takes itself', () => {
    const standing = defaultOf(given);
    const orRequired = E.getOrElseW(() => 'required');
    expect(orRequired(codec.decode(standing))).toEqual(orRequired(codec.decode(undefined)));
    expect(E.isRight(codec.decode(sample ?? standing))).toBe(true);
  });

  it('says why a deployment leaves it alone, if it does, and has no default that is a secret', () => {
    expect(leftOut === null || leftOut.trim().length > 3).toBe(true);
    expect(isSecret === true ? defaultOf(given) : '').toBe('');
  });
});

describe.each(destinations.map((kind) => [kind.name, kind] as const))('the settings of %s', (name, kind) => {
  const usual = Object.entries(kind.settings).map(
    ([setting, one]) => [variableOf(name)(setting), one.sample ?? defaultOf(one)] as const,
  );
  const whereTo = (variables: Readonly<Record<string, string>>): string | null => {
    const endpoint = kind.configure(environmentOf(name, { ...Object.fromEntries(usual), ...variables }));
    return E.isLeft(endpoint)
      ? null
      : JSON.stringify([endpoint.right.endpoint.baseUrl, endpoint.right.endpoint.auth]);
  };

  it('say of each that points somewhere that it does, so that a local run sets it aside', () => {
    const here = whereTo({});
    expect(here).not.toBeNull();
    const pointing = Object.keys(kind.settings).filter((setting) => {
      const there = whereTo({ [variableOf(name)(setting)]: 'https://elsewhere.example/x' });
      return there !== null && there !== here;
    });
    expect(pointing.filter((setting) => kind.settings[setting]?.pointsSomewhere !== true)).toEqual([]);
  });
});
