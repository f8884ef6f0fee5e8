import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import { itemsOf, type Item } from '../codec/items';
import { isObject, type Json } from '../codec/json-value';
import { oversize } from '../codec/size';
import {
  anySizeTiIndicatorCodec,
  memberNames,
  observableNames,
  type TiIndicator,
  type TiIndicatorCodec,
} from '../codec/ti-indicator';
import { under, violations } from '../codec/violation';
import { type Format, type Found, type SkipReason, type Skipped } from './format';

const lowerCase = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => name.toLowerCase()));

const observables = [...observableNames.email, ...observableNames.file, ...observableNames.network];

/** Names that are a tiIndicator's own: `id`, `tags` or `severity` would claim every alert; `url` and `action` are anyone's. */
const telling = lowerCase([
  'targetProduct',
  'threatType',
  'tlpLevel',
  'expirationDateTime',
  ...observables.filter(
    (name) => !['url', 'fileName', 'filePath', 'fileSize', 'fileType', 'userAgent'].includes(name),
  ),
]);

/** Names that an update may consist of besides its id, and that no alert has either. */
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

/** Two telling names, or nothing but names of tiIndicator with one of its own: enough to say what is wrong with it. */
const looksLikeIndicator = (item: unknown): boolean => {
  if (!isObject(item)) return false;
  if (item['@odata.type'] === '#microsoft.graph.tiIndicator') return true;
  const names = ownNames(item);
  return (
    names.filter((name) => telling.has(name)).length >= 2 ||
    (names.every((name) => known.has(name)) && names.some((name) => own.has(name) || telling.has(name)))
  );
};

/** `{"value":["id", …]}` is what deleteTiIndicators takes: ours to refuse with the reason. */
const isListOfIds = (payload: unknown): boolean =>
  isObject(payload) &&
  ownNames(payload).length === 1 &&
  Array.isArray(payload.value) &&
  payload.value.length > 0 &&
  payload.value.every((item) => typeof item === 'string');

const unreadable = (code: string, text: string): SkipReason => ({
  code,
  text,
  violations: [],
  unreadable: true,
});

/** What updateTiIndicators takes: an id, and no observable, without which nothing can be created. */
const isUpdate = (item: Json): boolean =>
  typeof item.id === 'string' && !observables.some((name) => item[name] !== undefined && item[name] !== null);

/** Native, so nothing of it is cut: its sender says what may go. */
const sized =
  (place: string, item: Json) =>
  (indicator: TiIndicator): E.Either<Skipped, Found> => {
    const found = oversize(indicator, item).map(under(place));
    if (found.length === 0) return E.right({ place, indicator });
    const text = 'a smaller tiIndicator; the violation names its largest member';
    return E.left({ place, reason: { code: 'too-large', text, violations: found, unreadable: true } });
  };

const readItem =
  (codec: TiIndicatorCodec) =>
  ({ place, item }: Item): E.Either<Skipped, Found> => {
    const skip = (reason: SkipReason): E.Either<Skipped, Found> => E.left({ place, reason });
    if (!isObject(item)) return skip(unreadable('item-not-an-object', 'a tiIndicator object'));
    if (isUpdate(item)) {
      return skip(
        unreadable(
          'update-not-create',
          'a whole tiIndicator to create, not an id with changes to one (what updateTiIndicators takes)',
        ),
      );
    }
    return pipe(
      codec.decode(item),
      E.mapLeft((errors) => ({
        place,
        reason: {
          code: 'indicator-invalid',
          text: 'a valid tiIndicator; the violations say what to change',
          violations: violations(errors).map(under(place)),
          unreadable: true,
        },
      })),
      E.flatMap(sized(place, item)),
    );
  };

/** Graph's own shape, as the create and the bulk call take it; also what Graph answered, fed back. */
export const tiIndicator: Format = {
  name: 'tiIndicator',
  expects: 'a tiIndicator, an array of them, or {"value":[…]}',
  recognises: (payload) =>
    isListOfIds(payload) || itemsOf(payload, looksLikeIndicator).some(({ item }) => looksLikeIndicator(item)),
  read: (payload, { now }) => {
    if (isListOfIds(payload)) {
      const text = 'a tiIndicator to create, not an id (what deleteTiIndicators takes)';
      return {
        found: [],
        skipped: itemsOf(payload, looksLikeIndicator).map(({ place }) => ({
          place,
          reason: unreadable('delete-not-create', text),
        })),
      };
    }
    const { left: skipped, right: found } = RA.partitionMap(readItem(anySizeTiIndicatorCodec(now)))(
      itemsOf(payload, looksLikeIndicator),
    );
    return { found, skipped };
  },
};
