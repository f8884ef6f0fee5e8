import { readdirSync } from 'node:fs';
import path from 'node:path';
import { counters, gauges, histograms } from '../../../shared/telemetry/instruments';
import { root, textOf } from '../infra';

const source = ['shared', 'functions']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => textOf(path.join(folder, file))),
  )
  .join('\n');

/** The names of an object literal's members, given without its braces. Spread members are left out. */
const membersOf = (literal: string): readonly string[] =>
  literal
    .split(',')
    .map((member) => member.split(':')[0]?.trim() ?? '')
    .filter((name) => /^\w+$/.test(name));

/** Gathers matches of a name and a literal; a name that occurs twice has the members of both. */
const gathered = (pattern: RegExp): ReadonlyMap<string, ReadonlySet<string>> => {
  const all = new Map<string, Set<string>>();
  for (const [, name = '', literal = ''] of source.matchAll(pattern)) {
    const members = all.get(name) ?? new Set();
    membersOf(literal).forEach((member) => members.add(member));
    all.set(name, members);
  }
  return all;
};

export const metricNames: readonly string[] = Object.keys({ ...counters, ...histograms, ...gauges });

/** Attributes by metric, where the code measures it: `count('gateway.calls', 1, { destination, status })`. */
export const attributesOf = gathered(/'(gateway\.[a-z.-]+)',[^{}]*?\{([^{}]*)\}/g);

/** Attributes of spans that are the gateway's own: `'gateway.destination': destination`. */
export const spanAttributes: ReadonlySet<string> = new Set(
  [...source.matchAll(/'(gateway\.[a-z_.]+)':/g)]
    .map(([, name = '']) => name)
    .filter((name) => !metricNames.includes(name)),
);

/** Members by kind of log line: `logEntry('alert', { code, destination, text })`. */
export const membersOfLine = gathered(/logEntry\('(\w+)', \{([^{}]*)\}/g);

/** Codes of alert lines: `alert('circuit-open', …)`. */
export const alertCodes: ReadonlySet<string> = new Set(
  [...source.matchAll(/\balert\('([a-z-]+)'/g)].map(([, code = '']) => code),
);
