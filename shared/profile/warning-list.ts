import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { errorAt } from '../codec/canonical';
import { canonicalHost } from '../codec/host';
import { canonicalCidr, canonicalIpAddress } from '../codec/ip-address';
import { isObject } from '../codec/json-value';
import { canonicalUrl } from '../codec/url';
import { blockOf, type Block } from '../indicator/guard/block';
import { hostSet } from '../indicator/guard/host-set';
import { networkSet } from '../indicator/guard/network-set';
import { substringSet } from '../indicator/warning-list/substring-set';
import { kindsOf, type WarningList } from '../indicator/warning-list/warning-list';

/** MISP's largest lists have 500,000. */
const maxEntries = 500_000;
const maxEntry = 2_048;
/** Each character of a substring list takes a state of its own. */
const maxCharacters = 1_000_000;
/** A list of another type than it says has a fault in each line; this many are enough to notice. */
const maxFaults = 10;

interface Entries {
  readonly blocks: Block[];
  readonly hosts: string[];
  readonly values: string[];
  readonly parts: string[];
}

/** Puts an entry where it will be looked up; says what was expected where it does not fit. */
type Reader = (entry: string, into: Entries) => string | undefined;

const readNetwork: Reader = (entry, { blocks }) => {
  const network = canonicalCidr(entry) ?? canonicalIpAddress(entry);
  if (network === undefined) return 'an IP address or a CIDR block';
  blocks.push(blockOf(network));
  return undefined;
};

/** The host of an entry, without the mark for everything below a name (`.a.com`, `*.a.com`) and without the root's dot. */
const hostIn = (entry: string): string | undefined => canonicalHost(entry.replace(/^\*?\./, ''));

const readHostName: Reader = (entry, into) => {
  const host = hostIn(entry);
  if (host === undefined || host === '') return 'a host name';
  if (readNetwork(host, into) !== undefined) into.hosts.push(host);
  return undefined;
};

const readValue: Reader = (entry, into) => {
  if (readNetwork(entry, into) === undefined) return undefined;
  into.values.push(entry.toLowerCase());
  if (entry.startsWith('.')) into.hosts.push(hostIn(entry) ?? entry);
  else into.values.push((canonicalUrl(entry) ?? canonicalHost(entry) ?? entry).toLowerCase());
  return undefined;
};

const readPart: Reader = (entry, { parts }) => {
  if (entry.length < 3) return 'at least 3 characters: less is in everything';
  parts.push(entry.toLowerCase());
  return undefined;
};

const readers: ReadonlyMap<unknown, Reader> = new Map([
  ['cidr', readNetwork],
  ['hostname', readHostName],
  ['string', readValue],
  ['substring', readPart],
]);

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

interface Fault {
  readonly key: string;
  readonly expected: string;
}

const faultsIn = (list: readonly unknown[], read: Reader, into: Entries): readonly Fault[] => {
  const faults: Fault[] = [];
  for (const [index, value] of list.entries()) {
    const entry = textIn(value);
    const expected =
      entry === undefined || entry.length > maxEntry
        ? `a string of 1 to ${maxEntry} characters`
        : read(entry, into);
    if (expected !== undefined) faults.push({ key: `list/${index}`, expected });
    if (faults.length === maxFaults) break;
  }
  const characters = into.parts.reduce((sum, part) => sum + part.length, 0);
  return characters > maxCharacters
    ? [...faults, { key: 'list', expected: `at most ${maxCharacters} characters in a substring list` }]
    : faults;
};

const readList = (document: unknown): E.Either<readonly Fault[], WarningList> => {
  if (!isObject(document))
    return E.left([{ key: '', expected: 'a MISP warning list: an object with name, type and list' }]);
  const { name: rawName, type, list, matching_attributes: attributes = [] } = document;
  const [name, read] = [textIn(rawName), readers.get(type)];
  const entries: Entries = { blocks: [], hosts: [], values: [], parts: [] };
  const isList = Array.isArray(list) && list.length <= maxEntries;
  const areTexts = Array.isArray(attributes) && attributes.every((one) => typeof one === 'string');
  const faults = [
    ...(name === undefined ? [{ key: 'name', expected: 'a string that is not blank' }] : []),
    ...(read === undefined
      ? [{ key: 'type', expected: 'cidr, hostname, string or substring; a regex could hold the process' }]
      : []),
    ...(areTexts ? [] : [{ key: 'matching_attributes', expected: 'an array of strings' }]),
    ...(!isList ? [{ key: 'list', expected: `an array of at most ${maxEntries} strings` }] : []),
    ...(isList && read !== undefined ? faultsIn(list, read, entries) : []),
  ];
  if (name === undefined || !areTexts || faults.length > 0) return E.left(faults);
  return E.right({
    name: name.slice(0, 100).toWellFormed(),
    kinds: kindsOf(attributes),
    networks: networkSet(entries.blocks),
    hosts: hostSet(entries.hosts),
    values: new Set(entries.values),
    parts: substringSet(entries.parts),
  });
};

/** A list in MISP's warning-list form: `name`, `type`, `list`, perhaps `matching_attributes`. Other members are ignored. */
export const warningList: t.Type<WarningList, unknown> = new t.Type<WarningList, unknown, unknown>(
  'a MISP warning list',
  (u): u is WarningList => isObject(u) && 'networks' in u && 'parts' in u,
  (u, context) => {
    const read = readList(u);
    if (E.isRight(read)) return t.success(read.right);
    return t.failures(
      read.left.map(({ key, expected }) => {
        const keys = key === '' ? [] : key.split('/');
        const last = keys.pop();
        const at = keys.reduce((inner, part) => t.appendContext(inner, part, t.unknown), context);
        return last === undefined
          ? { value: undefined, context, message: expected }
          : errorAt(at, { key: last, type: t.unknown }, expected);
      }),
    );
  },
  t.identity,
);
