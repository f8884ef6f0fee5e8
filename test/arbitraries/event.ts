import fc from 'fast-check';
import { rawTiIndicator } from './ti-indicator';

/** An event body, and what must be accounted for in it: the places of its valid and its broken items. */
export interface AccountedBody {
  readonly body: unknown;
  readonly valid: readonly string[];
  readonly broken: readonly string[];
}

interface Item {
  readonly json: unknown;
  readonly isValid: boolean;
}

const valid = rawTiIndicator.map((json): Item => ({ json, isValid: true }));

/** Broken in ways that leave no other reading: no object, an unknown threat type, an id alone, no observable. */
const broken: fc.Arbitrary<Item> = fc
  .oneof(
    fc.constantFrom<unknown>(null, 7, 'evil.example', [], [{}], true),
    rawTiIndicator.map((json): unknown => ({ ...json, threatType: 'Nuisance' })),
    rawTiIndicator.map(({ targetProduct, tlpLevel }): unknown => ({ targetProduct, tlpLevel })),
    fc.uuid().map((id): unknown => ({ id, isActive: false })),
  )
  .map((json) => ({ json, isValid: false }));

/** A list with at least one valid item, so that its format is beyond doubt. */
const list = fc
  .tuple(valid, fc.array(fc.oneof(valid, broken), { maxLength: 6 }))
  .chain(([first, rest]) => fc.shuffledSubarray([first, ...rest], { minLength: rest.length + 1 }));

const accounted = (items: readonly Item[], body: unknown, under: string): AccountedBody => {
  const placesOf = (isValid: boolean): readonly string[] =>
    items.flatMap((item, index) => (item.isValid === isValid ? [`${under}/${index}`] : []));
  return { body, valid: placesOf(true), broken: placesOf(false) };
};

const bare: fc.Arbitrary<AccountedBody> = list.chain((items) => {
  const json = items.map((item) => item.json);
  return fc.constantFrom(accounted(items, json, ''), accounted(items, { value: json }, '/value'));
});

const isBare = (value: AccountedBody | 'empty'): value is AccountedBody => value !== 'empty';

const moved = (places: readonly string[], under: string): readonly string[] =>
  places.map((place) => `${under}${place}`);

/** Event Grid events around such bodies, some with no data at all. */
const batch: fc.Arbitrary<AccountedBody> = fc
  .array(fc.oneof({ weight: 4, arbitrary: bare }, fc.constant('empty' as const)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((payloads) => ({
    body: payloads.map((payload, index) => ({
      id: `event-${index}`,
      topic: 'a-topic',
      eventType: 'Contoso.Security',
      eventTime: '2026-11-23T11:00:00Z',
      dataVersion: '1',
      ...(isBare(payload) ? { data: payload.body } : {}),
    })),
    valid: payloads.flatMap((payload, index) =>
      isBare(payload) ? moved(payload.valid, `/${index}/data`) : [],
    ),
    broken: payloads.flatMap((payload, index) =>
      isBare(payload) ? moved(payload.broken, `/${index}/data`) : [`/${index}/data`],
    ),
  }));

/** A random mix of valid and broken items, bare or in envelopes. */
export const accountedBody: fc.Arbitrary<AccountedBody> = fc.oneof(bare, batch);
