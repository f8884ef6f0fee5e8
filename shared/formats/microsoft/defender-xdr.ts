import { itemsOf, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, objectOf, oneOrMany, textOf, textsOf, unpacked, type Json } from '../../codec/json-value';
import {
  intakeOf,
  leave,
  refuse,
  type Draft,
  type Format,
  type Found,
  type Observation,
  type ReadOptions,
  type Skipped,
} from '../format';

type Entry = Found | Skipped;
type Take = (name: string, observed: readonly Observation[], partOf?: string) => Found;

const isRecord = (item: unknown): item is Json =>
  isObject(item) &&
  isObject(item.properties) &&
  (textOf(item.category) ?? '').startsWith('AdvancedHunting-') &&
  ['tenantId', 'operationName', 'time'].some((name) => Object.hasOwn(item, name));

/** One record, an array of them, or a batch as the event hub gets it. */
const recordsOf = (payload: unknown): readonly Item[] => itemsOf(payload, isRecord, ['records', 'value']);

const word = (value: unknown): string => (textOf(value) ?? '').toLowerCase();

/** The last verdict on the evidence itself; what hangs on it has verdicts of its own. */
const verdictOf = (more: Json): string =>
  word(
    more.LastVerdict ??
      more.SuspicionLevel ??
      objectOf(oneOrMany(more.ThreatAnalysisSummary).at(-1)).Verdict ??
      more.Verdict,
  );

const directionOf = (row: Json): { readonly direction?: 'source' | 'destination' } => {
  const said = word(row.EvidenceDirection);
  return said === 'source' || said === 'destination' ? { direction: said } : {};
};

const ownKinds = /^(machine|host|user|account|mailbox|cloudresource|azureresource|ipinterface)$/;

const readFile = (place: string, row: Json, take: Take): readonly Entry[] => {
  const hashes = ['SHA256', 'SHA1', 'MD5'].flatMap((algorithm) => {
    const value = textOf(row[algorithm]);
    return value === undefined ? [] : [{ algorithm, value }];
  });
  const name = textOf(row.FileName);
  const named = name === undefined ? [] : [{ kind: 'text', member: 'fileName', value: name } as const];
  return hashes.length === 0
    ? [leave(place, 'too-common', 'a file name without a hash says too little')]
    : hashes.map(({ algorithm, value }) =>
        take(algorithm, [{ kind: 'hash', algorithm, value }, ...named], hashes[0]?.value),
      );
};

/** The sender on the envelope; who is named in the mail may be forged, and the rest shared. */
const readMail = (place: string, mail: Json, take: Take): readonly Entry[] => {
  const parts = ['P1Sender', 'Sender', 'P2Sender', 'SenderIP', 'Urls'].filter(
    (name) => textsOf(mail[name]).length > 0,
  );
  const sender = parts.map((name) => textOf(mail[name])).find((value) => value?.includes('@'));
  if (sender === undefined) return [leave(place, 'no-indicator', 'a mail without an address of its sender')];
  const fields = at(at(place, 'properties'), 'AdditionalFields');
  return [
    take('AdditionalFields', [{ kind: 'text', member: 'emailSenderAddress', value: sender }]),
    ...parts
      .filter((name) => textOf(mail[name]) !== sender)
      .map((name) =>
        leave(at(fields, name), 'observed-only', 'part of a mail, which may be forged or shared'),
      ),
  ];
};

const aboutOf = (row: Json): Omit<Draft, 'observed'> => ({
  description: textOf(row.Title),
  severity: { value: row.Severity },
  killChain: textsOf(unpacked(row.Categories)),
  tags: textsOf(unpacked(row.AttackTechniques)),
  malwareFamilies: textsOf(row.ThreatFamily),
  lastSeen: row.Timestamp,
});

const readEvidence = (place: string, row: Json, { takeSuspicious }: ReadOptions): readonly Entry[] => {
  const more = objectOf(unpacked(row.AdditionalFields));
  const kind = word(row.EntityType);
  if (ownKinds.test(kind)) return [leave(place, 'own-asset', 'an asset of yours, not a threat')];
  if (word(row.EvidenceRole) === 'impacted' || more.Asset === true)
    return [leave(place, 'own-asset', 'what was hit, not what hit it')];
  const verdict = verdictOf(more);
  if (verdict !== 'malicious' && !(takeSuspicious && verdict === 'suspicious'))
    return [leave(place, 'verdict-not-malicious', 'the evidence has no verdict, or another than malicious')];
  const [ip, url] = [textOf(row.RemoteIP), textOf(row.RemoteUrl)];
  const nothing = leave(place, 'no-indicator', 'evidence without its value');
  const take: Take = (name, observed, partOf) => ({
    place: at(at(place, 'properties'), name),
    draft: { ...aboutOf(row), observed, partOf },
  });
  switch (kind) {
    case 'ip':
      return [
        ip === undefined ? nothing : take('RemoteIP', [{ kind: 'ip', value: ip, ...directionOf(row) }]),
      ];
    case 'url':
      return [url === undefined ? nothing : take('RemoteUrl', [{ kind: 'url', value: url }])];
    case 'file':
      return readFile(place, row, take);
    case 'mailmessage':
      return readMail(place, more, take);
    case 'process':
      return [
        leave(place, 'observed-only', 'the verdict is on what ran; its program may be part of the system'),
      ];
    default:
      return [leave(place, 'unsupported-type', 'evidence that no tiIndicator can express')];
  }
};

const readRecord =
  (options: ReadOptions) =>
  ({ place, item: record }: Item): readonly Entry[] => {
    if (!isRecord(record)) return [refuse(place, 'item-unknown', 'a record of Defender XDR’s streaming API')];
    const row = objectOf(record.properties);
    switch (record.category) {
      case 'AdvancedHunting-AlertEvidence':
        return [
          ...readEvidence(place, row, options),
          ...(textOf(row.LocalIP) === undefined
            ? []
            : [
                leave(
                  at(at(place, 'properties'), 'LocalIP'),
                  'own-asset',
                  'an address of yours, not a threat',
                ),
              ]),
        ];
      case 'AdvancedHunting-AlertInfo':
        return [leave(place, 'no-indicator', 'an alert without its evidence; stream AlertEvidence too')];
      default:
        return [leave(place, 'telemetry', 'it tells what happened, not what is bad; stream AlertEvidence')];
    }
  };

/** A record of Defender XDR's streaming API (an advanced hunting table). */
export const defenderXdr: Format = {
  name: 'defender-xdr',
  expects: 'a streaming record with category AdvancedHunting-… and properties, or {"records":[…]}',
  recognises: (payload) => recordsOf(payload).some(({ item }) => isRecord(item)),
  read: (payload, options) => intakeOf(recordsOf(payload).flatMap(readRecord(options))),
};
