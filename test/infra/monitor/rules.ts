import { textOf } from '../infra';

/** A rule of alerts.bicep. Numbers and lists are as they are written. */
export interface Rule {
  readonly name: string;
  readonly description: string;
  readonly severity: string;
  readonly evaluationFrequency: string;
  readonly windowSize: string;
  readonly measure: string;
  readonly splitBy: readonly string[];
  readonly query: string;
}

const [, list = ''] = /^var rules = \[\n([\s\S]*?)^\]/m.exec(textOf('infra/monitor/alerts.bicep')) ?? [];

const ruleOf = (text: string): Rule => {
  const [, query = ''] = /query: '''\n([\s\S]*?)'''/.exec(text) ?? [];
  const of = (member: string): string =>
    new RegExp(`^ {4}${member}: (.*)$`, 'm').exec(text)?.[1]?.replace(/^'(.*)'$/, '$1') ?? '';
  return {
    name: of('name'),
    description: of('description'),
    severity: of('severity'),
    evaluationFrequency: of('evaluationFrequency'),
    windowSize: of('windowSize'),
    measure: of('measure'),
    splitBy: [...of('splitBy').matchAll(/'(\w+)'/g)].map(([, column = '']) => column),
    query,
  };
};

export const rules: readonly Rule[] = [...list.matchAll(/^ {2}\{\n[\s\S]*?^ {2}\}/gm)].map(([text]) =>
  ruleOf(text),
);
