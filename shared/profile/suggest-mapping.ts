import { at } from '../codec/json-pointer';
import { type Json } from '../codec/json-value';
import { canonicalCidr, canonicalIpAddress } from '../codec/ip-address';
import { canonicalDomainName } from '../codec/domain-name';
import { canonicalUrl } from '../codec/url';
import { canonicalEmailAddress } from '../codec/email-address';
import { isNotPublic } from '../indicator/guard/address';
import { refang } from '../indicator/refang';
import { pathOf } from './mapping-path';
import { isNameOfDomain, isNameOfSender, saidByNames, type NameHint } from './observable-names';

type Kind = 'domain' | 'email' | 'hash' | 'ip' | 'url';

/** A value of a body that looks like an observable; of several on the same way, the first. */
export interface SuggestedMember {
  readonly pointer: string;
  readonly kind: Kind;
  /** Whether the suggested mapping takes it. */
  readonly mapped: boolean;
  /** Why it is mapped, or why not. */
  readonly why: string;
}

/** A format to start from, for the profile's `custom`, and what it was made of. */
export interface Suggestion {
  readonly custom: {
    readonly name: string;
    readonly match: string;
    readonly mapping: readonly string[];
  } | null;
  readonly candidates: readonly SuggestedMember[];
}

interface Leaf {
  readonly pointer: string;
  readonly names: readonly string[];
  readonly text: string;
}

/** The limits of a look into a body; no sender's alert has more. */
const most = { nodes: 20_000, depth: 12, name: 200, text: 2048, candidates: 50 };

/** Every text, with the names on the way to it, breadth first. Of a list, only the first items are looked at. */
const leavesIn = (root: unknown): readonly Leaf[] => {
  const open: { readonly pointer: string; readonly names: readonly string[]; readonly value: unknown }[] = [
    { pointer: '', names: [], value: root },
  ];
  const leaves: Leaf[] = [];
  for (let index = 0; index < Math.min(open.length, most.nodes); index += 1) {
    const { pointer, names, value } = open[index] ?? { pointer: '', names: [], value: undefined };
    if (typeof value === 'string' && value.length <= most.text)
      leaves.push({ pointer, names, text: value.trim() });
    if (typeof value !== 'object' || value === null || names.length >= most.depth) continue;
    const entries = Array.isArray(value)
      ? value.slice(0, 20).map((item: unknown, at) => ({ key: at, names, item }))
      : Object.entries(value as Json)
          .filter(([name]) => name.length <= most.name)
          .map(([name, item]) => ({ key: name, names: [...names, name], item: item }));
    if (open.length > most.nodes) continue;
    for (const { key, names: way, item } of entries)
      open.push({ pointer: at(pointer, key), names: way, value: item });
  }
  return leaves;
};

const kindOf = ({ text: raw, names }: Leaf): Kind | undefined => {
  const text = refang(raw);
  if (canonicalIpAddress(text) !== undefined || (text.includes('/') && canonicalCidr(text) !== undefined))
    return 'ip';
  if (/^(?:[a-f0-9]{32}|[a-f0-9]{40}|[a-f0-9]{64})$/i.test(text)) return 'hash';
  if (/^(?:https?|ftp):\/\//i.test(text) && canonicalUrl(text) !== undefined) return 'url';
  if (text.includes('@'))
    return canonicalEmailAddress(text) === undefined || !isNameOfSender(names) ? undefined : 'email';
  return text.includes('.') && isNameOfDomain(names) && canonicalDomainName(text) !== undefined
    ? 'domain'
    : undefined;
};

interface Found extends Leaf {
  readonly kind: Kind;
  readonly hint: NameHint;
}

const whyNot: Readonly<Partial<Record<NameHint, string>>> = {
  own: 'its name says that it is yours, or was hit',
  link: 'its name says that it is a link',
  harmless: 'its name says that it is harmless or allowed',
};

const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

/** Of a connection with one private end, the value is the other end. */
const isOtherEnd = (found: Found, all: readonly Found[]): boolean =>
  all.some(
    (other) =>
      other.kind === 'ip' &&
      isNotPublic(other.text) &&
      ['source', 'destination', 'own'].includes(other.hint) &&
      other.hint !== found.hint &&
      parentOf(other.pointer) === parentOf(found.pointer),
  );

const judged = (found: Found, all: readonly Found[]): SuggestedMember => {
  const { pointer, kind, hint, text } = found;
  const not = (why: string): SuggestedMember => ({ pointer, kind, mapped: false, why });
  const why = whyNot[hint];
  if (why !== undefined) return not(why);
  if (kind === 'ip' && isNotPublic(text)) return not('a private or special address');
  if (kind === 'ip' && (hint === 'source' || hint === 'destination') && !isOtherEnd(found, all))
    return not('an end of a connection; nothing says which of them is hostile');
  return {
    pointer,
    kind,
    mapped: true,
    why: hint === 'hostile' ? 'its name says that it is bad' : 'nothing says that it is yours',
  };
};

const lineOf = ({ kind, names, hint }: Found): string => {
  const direction =
    kind === 'ip' && (hint === 'source' || hint === 'destination') ? `, 'direction': '${hint}'` : '';
  return `${pathOf(names)}.{'${kind}': $${direction}}`;
};

const rootNames = (payload: unknown): readonly string[] => {
  const item: unknown = Array.isArray(payload) ? payload[0] : payload;
  return typeof item === 'object' && item !== null && !Array.isArray(item)
    ? Object.keys(item)
        .filter((name) => name.length <= most.name)
        .slice(0, 3)
    : [];
};

/**
 * A custom format to start from, made of a body's own members that look like observables: addresses, names, URLs, hashes,
 * senders. What looks like the victim's stays out. The author reads it before it goes into a profile.
 */
export const suggestMapping = (payload: unknown): Suggestion => {
  const shapes = new Map<string, Found>();
  for (const leaf of leavesIn(payload)) {
    const kind = shapes.size < most.candidates ? kindOf(leaf) : undefined;
    const shape = JSON.stringify([kind, ...leaf.names]);
    if (kind !== undefined && !shapes.has(shape))
      shapes.set(shape, { ...leaf, kind, hint: saidByNames(leaf.names) });
  }
  const all = [...shapes.values()];
  const rated = all.map((found) => ({ found, candidate: judged(found, all) }));
  const lines = rated.filter(({ candidate }) => candidate.mapped).map(({ found }) => lineOf(found));
  const names = rootNames(payload);
  return {
    custom:
      lines.length === 0 || names.length === 0
        ? null
        : {
            name: 'my-sender',
            match: names.map((name) => `$exists(${pathOf([name])})`).join(' and '),
            mapping: [
              '[',
              ...lines.map((line, index) => `  ${line}${index < lines.length - 1 ? ',' : ''}`),
              ']',
            ],
          },
    candidates: rated.map(({ candidate }) => candidate),
  };
};
