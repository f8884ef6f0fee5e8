import { indicator } from '../integration/indicators';
import { cloudEvent, native, stixIndicator, left, taken, unreadable, value } from './bad-input';

const group = 'ids and dates';
const item = native(group);
const body = value(group);

let names = 0;
const fresh = (more: object): Readonly<Record<string, unknown>> => ({
  domainName: `n${(names += 1)}.dates.example`,
  ...more,
});

const cloud = (id: string): object => cloudEvent(id, { data: indicator(fresh({})) });

const long = 'i'.repeat(10_240);

const dated = (
  name: string,
  expirationDateTime: unknown,
  expected: ReturnType<typeof taken>,
  sent?: string,
) =>
  item(
    `expires ${name}`,
    fresh({ expirationDateTime }),
    expected,
    sent === undefined ? undefined : { expirationDateTime: sent },
  );

const refused = unreadable('indicator-invalid');

export const idAndDateInputs = [
  item('id empty', fresh({ externalId: '' }), taken()),
  item('id of 10 KB: it is kept', fresh({ externalId: long }), taken(), { externalId: long }),
  item('id with a line break: it is kept', fresh({ externalId: 'a\r\nb' }), taken(), {
    externalId: 'a\r\nb',
  }),
  body('event id of 10 KB', cloud(long), taken()),
  body('event id empty', cloud(''), taken()),
  body('the same event id, another body', cloud('same'), taken(), {
    first: () => JSON.stringify(cloud('same')),
  }),
  body(
    'the same externalId, another body',
    indicator({ domainName: 'same.dates.example', externalId: 'same-id', description: 'second' }),
    { status: 200, outcomes: { updated: 1 }, byQueue: {} },
    {
      first: () =>
        JSON.stringify(
          indicator({ domainName: 'same.dates.example', externalId: 'same-id', description: 'first' }),
        ),
      held: { description: 'second' },
    },
  ),
  dated('without a zone', '2099-01-01T00:00:00', refused),
  dated('at +14:00', '2099-01-01T00:00:00+14:00', taken(), '2098-12-31T10:00:00.000Z'),
  dated('at +15:00', '2099-01-01T00:00:00+15:00', refused),
  dated('on Feb 30', '2099-02-30T00:00:00Z', refused),
  dated('on Feb 29 of no leap year', '2099-02-29T00:00:00Z', refused),
  dated('in a leap second', '2099-06-30T23:59:60Z', refused),
  dated('in the year 0001', '0001-01-01T00:00:00Z', refused),
  dated('in the year 9999', '9999-12-31T23:59:59Z', taken(), '9999-12-31T23:59:59.000Z'),
  dated('in the year 10000', '+010000-01-01T00:00:00Z', refused),
  dated('in epoch seconds', 4_070_908_800, refused),
  dated('in epoch milliseconds', 4_070_908_800_000, refused),
  dated('in epoch seconds as text', '4070908800', refused),
  dated('in the past', '2020-01-01T00:00:00Z', refused),
  dated('in more than a year', '2040-01-01T00:00:00Z', taken(), '2040-01-01T00:00:00.000Z'),
  body(
    'STIX: over since 2020',
    stixIndicator("[domain-name:value = 'past.dates.example']", {
      valid_from: '2019-01-01T00:00:00Z',
      valid_until: '2020-01-01T00:00:00Z',
    }),
    left('expired'),
  ),
  body(
    'STIX: valid from 2098',
    stixIndicator("[domain-name:value = 'later.dates.example']", { valid_from: '2098-01-01T00:00:00Z' }),
    left('not-yet-valid'),
  ),
];
