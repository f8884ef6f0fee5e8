import { observableNames } from '../codec/ti-indicator';

/** What an indicator may be known by, in the words of a profile. */
export const observableKinds = ['ip', 'network', 'domain', 'url', 'hash', 'email', 'other'] as const;

export type ObservableKind = (typeof observableKinds)[number];

/** The most telling first: an e-mail with a URL in it is known by the URL. */
const parts: readonly (readonly [part: string, kind: ObservableKind])[] = [
  ['fileHashValue', 'hash'],
  ['url', 'url'],
  ['domainName', 'domain'],
  ['IPv', 'ip'],
  ['CidrBlock', 'network'],
  ['email', 'email'],
];

const ranks: ReadonlyMap<string, number> = new Map(
  Object.values(observableNames)
    .flat()
    .map((name: string) => [name, parts.findIndex(([part]) => name.includes(part))] as const)
    .filter(([, rank]) => rank >= 0),
);

/** The kind by which an indicator with these members is known; `other` where it has only a port or the like. */
export const observableKindOf = (names: readonly string[]): ObservableKind => {
  let best = parts.length;
  for (const name of names) best = Math.min(best, ranks.get(name) ?? best);
  return parts[best]?.[1] ?? 'other';
};
