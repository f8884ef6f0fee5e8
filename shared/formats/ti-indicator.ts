// Over sixty lines: native: nothing may be lost, and what is wrong has its pointer.
import * as E from 'fp-ts/Either';
import { itemsOf, type Item } from '../codec/items';
import { isObject, type Json } from '../codec/json-value';
import { oversize } from '../codec/size';
import {
  anySizeTiIndicatorCodec,
  memberNames,
  observableNames,
  type TiIndicatorCodec,
} from '../codec/ti-indicator';
import { underPointer, violations, type Violation } from '../codec/violation';
import { foundWhole, intakeOf, skippedFor, withdraw, type Format, type Skipped } from './format';
import { type Entry } from './kit';
import { nearMissIn } from './recognition';
import { textMark } from './marks';

const lowerCase = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => name.toLowerCase()));

const observables = [...observableNames.email, ...observableNames.file, ...observableNames.network];

/** Names that only a tiIndicator has. `id`, `tags` or `severity` would claim every alert, and anybody uses `url` and `action`. */
const telling = lowerCase([
  'targetProduct',
  'threatType',
  'tlpLevel',
  'expirationDateTime',
  ...observables.filter(
    (name) => !['url', 'fileName', 'filePath', 'fileSize', 'fileType', 'userAgent'].includes(name),
  ),
]);

/** Names that an update may have besides its id, and that no alert has either. */
const own = lowerCase([
  'additionalInformation',
  'activityGroupNames',
  'diamondModel',
  'externalId',
  'ingestedDateTime',
  'isActive',
  'killChain',
  'knownFalsePositives',
  'lastReportedDateTime',
  'malwareFamilyNames',
  'passiveOnly',
]);

const known = lowerCase(memberNames);

const ownNames = (item: Json): readonly string[] =>
  Object.keys(item)
    .filter((name) => !name.includes('@odata.'))
    .map((name) => name.toLowerCase());

/** Columns of a table that keeps tiIndicator's members under names of its own. */
const columns = ['IndicatorId', 'ExternalIndicatorId', 'TrafficLightProtocolLevel', 'ConfidenceScore'];

/** Two telling names, or only names of tiIndicator with an own one among them: enough to say what is wrong with the item. */
const looksLikeIndicator = (item: unknown): boolean => {
  if (!isObject(item)) return false;
  if (item['@odata.type'] === '#microsoft.graph.tiIndicator') return true;
  if (columns.some((name) => Object.hasOwn(item, name))) return false;
  const names = ownNames(item);
  return (
    names.filter((name) => telling.has(name)).length >= 2 ||
    (names.every((name) => known.has(name)) && names.some((name) => own.has(name) || telling.has(name)))
  );
};

/** `{"value":["id", …]}` is what deleteTiIndicators takes. It is recognised so that it is refused with the reason. */
const isListOfIds = (payload: unknown): boolean =>
  isObject(payload) &&
  ownNames(payload).length === 1 &&
  Array.isArray(payload.value) &&
  payload.value.length > 0 &&
  payload.value.every((item) => typeof item === 'string');

interface Fault {
  readonly code: string;
  readonly text: string;
  readonly found?: readonly Violation[];
}

/** Violations name members. Where there are none, the whole item is of another kind. */
const unreadable = (place: string, { code, text, found = [] }: Fault): Skipped =>
  skippedFor(place, { code, text, violations: found.map(underPointer(place)), unreadable: true });

/** What updateTiIndicators takes: an id without an observable. Nothing can be created from it. */
const isUpdate = (item: Json): boolean =>
  typeof item.id === 'string' && !observables.some((name) => item[name] !== undefined && item[name] !== null);

const atAnyTime = anySizeTiIndicatorCodec(() => new Date(0));

const readItem =
  (codec: TiIndicatorCodec) =>
  ({ place, item }: Item): Entry => {
    if (!isObject(item))
      return unreadable(place, { code: 'item-not-an-object', text: 'a tiIndicator object' });
    if (isUpdate(item))
      return unreadable(place, {
        code: 'update-not-create',
        text: 'a whole tiIndicator to create, not an id with changes to one (what updateTiIndicators takes)',
      });
    const decoded = codec.decode(item);
    if (E.isLeft(decoded)) {
      const text = 'a valid tiIndicator; the violations say what to change';
      const found = violations(decoded.left);
      const before = found.every(({ pointer }) => pointer === '/expirationDateTime')
        ? atAnyTime.decode(item)
        : decoded;
      // It has expired, so its source no longer supports what it said before.
      return withdraw(
        unreadable(place, { code: 'indicator-invalid', text, found }),
        E.isRight(before) ? [foundWhole(place, before.right)] : [],
      );
    }
    // A native indicator is never cut: its sender decides what may go.
    const large = oversize(decoded.right, item);
    return large.length === 0
      ? foundWhole(place, decoded.right)
      : unreadable(place, {
          code: 'too-large',
          text: 'a smaller tiIndicator; the violation names its largest member',
          found: large,
        });
  };

const readId = ({ place }: Item): Entry =>
  unreadable(place, {
    code: 'delete-not-create',
    text: 'a tiIndicator to create, not an id (what deleteTiIndicators takes)',
  });

/** Graph's own shape, as the create and the bulk call take it, and also as Graph answers it. */
export const tiIndicator: Format = {
  name: 'tiIndicator',
  marks: [textMark, '@odata.type', ...telling, ...own],
  expects: 'a tiIndicator, an array of them, or {"value":[…]}',
  recognises: (payload) =>
    isListOfIds(payload) || itemsOf(payload, looksLikeIndicator).some(({ item }) => looksLikeIndicator(item)),
  nearMiss: (payload) =>
    nearMissIn(itemsOf(payload, looksLikeIndicator), (item) => [
      (isObject(item) && ownNames(item).some((name) => telling.has(name))) ||
        'targetProduct, threatType, tlpLevel and expirationDateTime',
      'a second of a tiIndicator’s own members, such as targetProduct',
    ]),
  read: (payload, { now }) => {
    const read = isListOfIds(payload) ? readId : readItem(anySizeTiIndicatorCodec(now));
    return intakeOf(itemsOf(payload, looksLikeIndicator).map(read));
  },
};
