import { readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');

export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The names in the one list of app settings, in order. */
export const settingsIn = (bicep: string): readonly string[] => {
  const [, list = ''] =
    /name: 'appsettings'\n {2}properties: union\(\n {4}\{\n((?: {6}.*\n)+)/.exec(bicep) ?? [];
  return [...list.matchAll(/^ {6}(\w+):/gm)].map(([, name = '']) => name);
};

/** The strings of the array variable `name`, in order. */
export const listIn = (bicep: string, name: string): readonly string[] => {
  const [, list = ''] = new RegExp(`^var ${name} = \\[\\n((?: {2}'.*'\\n)+)\\]`, 'm').exec(bicep) ?? [];
  return [...list.matchAll(/'(.*)'/g)].map(([, text = '']) => text);
};

export interface Parameter {
  readonly name: string;
  /** As text, without quotes; undefined where a value has to be given. */
  readonly byDefault: string | undefined;
  readonly described: boolean;
}

/** The parameters of a file, in order. A decorator stands on a line of its own. */
export const parametersIn = (bicep: string): readonly Parameter[] =>
  [...bicep.matchAll(/((?:^@.*\n)*)^param (\w+) \w+(?: = (.*))?$/gm)].map(
    ([, decorators = '', name = '', value]) => ({
      name,
      byDefault: value?.replace(/^'(.*)'$/, '$1'),
      described: /^@description\('.+'\)$/m.test(decorators),
    }),
  );
