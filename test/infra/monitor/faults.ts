import { counts } from '../../../functions/outcomes-output';
import { alertCodes, attributesOf, membersOfLine, metricNames, spanAttributes } from './emitted';
import {
  comparedWith,
  isText,
  membersTakenOf,
  plain,
  tablesIn,
  tokensOf,
  unbalancedIn,
  unknownIn,
} from './kql';

const states = Object.keys(counts([]));

/** What may be taken of `Properties`: attributes of the metrics that the query names, or of spans. */
const attributesFor = (query: string): readonly string[] =>
  tablesIn(query).includes('AppMetrics')
    ? comparedWith(query, 'Name').flatMap((name) => [...(attributesOf.get(name) ?? [])])
    : [...spanAttributes];

const lineOf = /^\{"line":"(\w+)"$/;

const linesIn = (query: string): readonly string[] =>
  comparedWith(query, 'Message').map((text) => lineOf.exec(text)?.[1] ?? text);

const codesIn = (query: string): readonly string[] =>
  linesIn(query).includes('alert')
    ? tokensOf(query)
        .filter(isText)
        .map(plain)
        .filter((text) => /^[a-z]+(?:-[a-z]+)+$/.test(text))
    : [];

const not = (what: string, found: readonly string[], known: Iterable<string>): readonly string[] => {
  const all = new Set(known);
  return found.filter((one) => !all.has(one)).map((one) => `${what}: ${one}`);
};

/** What a query uses that does not exist: in the language, in its tables, or in what the gateway emits. */
export const faultsIn = (query: string): readonly string[] => {
  const lines = linesIn(query);
  const metrics = tablesIn(query).includes('AppMetrics') ? comparedWith(query, 'Name') : [];
  const members = ['line', ...lines.flatMap((line) => [...(membersOfLine.get(line) ?? [])])];
  return [
    ...unbalancedIn(query).map((mark) => `not balanced: ${mark}`),
    ...(tablesIn(query).length === 0 ? ['no table'] : []),
    ...(tablesIn(query).includes('AppMetrics') && metrics.length === 0 ? ['no metric'] : []),
    ...not('name', unknownIn(query), []),
    ...not('metric', metrics, metricNames),
    ...not('attribute', membersTakenOf(query, 'Properties'), attributesFor(query)),
    ...not('line', lines, membersOfLine.keys()),
    ...not('member', membersTakenOf(query, 'Said'), members),
    ...not('code', codesIn(query), alertCodes),
    ...not('state', comparedWith(query, 'State'), states),
  ];
};
