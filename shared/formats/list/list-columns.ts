// Over sixty lines: a table of what columns mean.
import { plainWord } from '../../codec/text';
import { commaSeparated, isYes, textOf, textsOf, type Json } from '../../codec/json-value';
import { judgementsIn } from '../../indicator/judgement';
import { type About, type Observer } from '../kit';
import { observersOfColumns, observersOfTypes } from './list-value';

/** What the header of a list says of its cells. */
export interface Columns {
  /** The names of all columns, in small letters without signs. */
  readonly names: readonly string[];
  /** The columns that hold an observable. `undefined`: the cell tells by itself what it is, or the column of types does. */
  readonly observed: ReadonlyMap<string, Observer | undefined>;
  /** The column that says what the observable of a row is. */
  readonly type: string | undefined;
}

/** Columns with observables of any kind. */
const anyKind = new Set(
  ['indicator', 'indicators', 'indicatorvalue', 'ioc', 'iocs', 'iocvalue'].concat([
    ...['observable', 'observablevalue', 'value'],
  ]),
);

const typeNames = new Set(['type', 'ioctype', 'indicatortype', 'observabletype']);

const destination = observersOfTypes.get('ipdst');

const servers = new Map([
  ['ccip', destination],
  ['ccdns', observersOfTypes.get('domain')],
]);

/** Headers of feeds in which a column means something else than usual, or is used nowhere else. */
const feeds: readonly (readonly [names: readonly string[], columns: Columns['observed']])[] = [
  // Feodo Tracker, and the addresses of SSLBL.
  [['dstip', 'dstport', 'c2status'], new Map([['dstip', destination]])],
  [['firstseen', 'dstip', 'dstport'], new Map([['dstip', destination]])],
  // Risk lists of Recorded Future.
  [['name', 'risk', 'riskstring'], new Map([['name', undefined]])],
  // DShield's block list: its addresses of mail are of those to write to, and its networks have no column of their own.
  [['start', 'end', 'netmask'], new Map()],
  // Shadowserver's reports list infected or open hosts; only a control server beside such a host is taken.
  ...['naics', 'infection', 'sector'].map((name) => [['timestamp', 'ip', 'tag', name], servers] as const),
];

/** The marker of SSLBL, whose SHA-1 values are fingerprints of certificates. */
const notHashes = 'listingreason';

const observedAmong = (names: readonly string[]): Columns['observed'] => {
  const feed = feeds.find(([telling]) => telling.every((name) => names.includes(name)));
  if (feed !== undefined) return new Map([...feed[1]].filter(([name]) => names.includes(name)));
  if (names.includes(notHashes)) return new Map();
  const any = names.filter((name) => anyKind.has(name));
  if (any.length > 0) return new Map(any.map((name) => [name, undefined]));
  return new Map(
    names.flatMap((name) => {
      const observer = observersOfColumns.get(name);
      return observer === undefined ? [] : [[name, observer]];
    }),
  );
};

/** What a header says; undefined where it names no column of observables, and so is no header. */
export const columnsOf = (cells: readonly string[]): Columns | undefined => {
  const names = cells.map((cell) => (cell.length > 60 ? '' : plainWord(cell)));
  const observed = observedAmong(names);
  return observed.size === 0
    ? undefined
    : { names, observed, type: names.find((name) => typeNames.has(name)) };
};

const first = (row: Json, ...names: readonly string[]): string | undefined =>
  names.map((name) => textOf(row[name])).find((text) => text !== undefined);

const tlpColumns = ['tlp', 'tlplevel', 'tlpmarking', 'marking', 'markings', 'trafficlightprotocollevel'];

/** What a row says of what it lists. */
export const aboutRow = (row: Json): About => ({
  description: first(row, 'description', 'title', 'comment', 'malwareprintable', 'threat'),
  threat: commaSeparated(first(row, 'threattype', 'threat')),
  severity: { value: first(row, 'severity') },
  confidence: { value: first(row, 'confidencelevel', 'confidence', 'risk'), of: 100 },
  judgements: [...(judgementsIn(row) ?? []), ...commaSeparated(first(row, 'indicatortypes', 'category'))],
  tlp: tlpColumns.flatMap((name) => textsOf(row[name])),
  tags: commaSeparated(first(row, 'tags', 'attributetag')),
  malwareFamilies: commaSeparated(
    first(row, 'malwareprintable', 'signature', 'malware', 'malwarefamily'),
  ).filter((name) => !/^(?:unknown malware|n\/a)$/i.test(name)),
  expires: first(row, 'expires', 'expiration', 'expirationtime', 'expirationdate', 'validuntil'),
  lastSeen: first(row, 'lastseen', 'lastseenutc', 'lastonline', 'firstseenutc', 'dateadded'),
});

const over = /^(?:offline|inactive|expired|revoked|no|false|0)$/i;

const ended = /^(?:offline|inactive|expired|revoked|deleted|removed|retired|deprecated)$/i;

/** Whether its source says that the entry has ended. */
export const isOver = (row: Json): boolean =>
  ['urlstatus', 'c2status', 'online', 'active', 'isactive'].some((name) =>
    over.test(first(row, name) ?? ''),
  ) ||
  ['status', 'state'].some((name) => ended.test(first(row, name) ?? '')) ||
  ['revoked', 'isrevoked', 'deleted', 'isdeleted', 'expired', 'isexpired'].some((name) => isYes(row[name]));

/** Whether Recorded Future's score is below what it calls malicious. */
export const isBelowRisk = (row: Json): boolean => 'riskstring' in row && !(Number(first(row, 'risk')) >= 65);

/** Whether MISP's flag for detection is lowered. */
export const isNotForDetection = (row: Json): boolean =>
  /^(?:0|false|no)$/i.test(first(row, 'toids', 'ids') ?? '');
