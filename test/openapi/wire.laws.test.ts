import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';
import { schemaOf } from '../../shared/openapi/from-codec';
import * as wire from '../../shared/pipeline/wire';
import { faultsOf } from './schemas';

const ajv = addFormats(new Ajv({ allErrors: true })).addVocabulary(['example']);

const text = fc.string({ maxLength: 8 });
const textOrNull = fc.option(text);
const moment = fc
  .date({ min: new Date(0), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const someJson = fc.jsonValue({ maxDepth: 2 });

const violation = fc.record({ pointer: text, expected: text });

const reason = fc.record({
  code: text,
  text,
  violations: fc.array(violation, { maxLength: 2 }),
  destinationCode: textOrNull,
  status: fc.option(fc.integer({ min: 100, max: 999 })),
});

const provenance = fc.record(
  {
    eventId: text,
    intakeId: text,
    source: text,
    sender: text,
    eventType: textOrNull,
    eventTime: textOrNull,
    format: textOrNull,
    place: text,
    receivedAt: moment,
  },
  {
    requiredKeys: [
      'eventId',
      'intakeId',
      'source',
      'eventType',
      'eventTime',
      'format',
      'place',
      'receivedAt',
    ],
  },
);

const job = fc.record(
  {
    schema: fc.constant('indicator-gateway/job/1'),
    destination: text,
    attempts: fc.nat(),
    items: fc.array(fc.record({ provenance, indicator: fc.dictionary(text, someJson, { maxKeys: 2 }) }), {
      maxLength: 2,
    }),
    eventId: text,
    firstSeenAt: moment,
    notBefore: fc.option(moment),
    history: fc.array(fc.record({ at: moment, code: text, status: fc.option(fc.nat(999)) }), {
      maxLength: 2,
    }),
  },
  { requiredKeys: ['schema', 'destination', 'attempts', 'items'] },
);

const earlier = fc.record({ id: text, parkedAt: moment, reason });

const parked = fc.record(
  {
    schema: fc.constant('indicator-gateway/parked/1'),
    id: text,
    parkedAt: moment,
    kind: fc.constantFrom('event', 'job'),
    reason,
    destination: textOrNull,
    provenance,
    indicators: fc.nat(),
    content: someJson,
    raw: text,
    history: fc.array(earlier, { maxLength: 2 }),
  },
  {
    requiredKeys: [
      'schema',
      'id',
      'parkedAt',
      'kind',
      'reason',
      'destination',
      'provenance',
      'indicators',
      'content',
    ],
  },
);

interface Row {
  readonly name: string;
  readonly codec: t.Mixed;
  /** As the gateway writes it. */
  readonly written: fc.Arbitrary<object>;
  /** Changes that neither takes. */
  readonly wrong: readonly (readonly [member: string, value: unknown])[];
}

const moments = ['yesterday', '2030-02-30T00:00:00Z', 1_900_000_000, null, undefined];
const numbers = [-1, 1.5, '1', null, undefined];

const each = (member: string, values: readonly unknown[]) => values.map((value) => [member, value] as const);

const rows: readonly Row[] = [
  {
    name: 'a violation',
    codec: wire.violationCodec,
    written: violation,
    wrong: each('pointer', [7, null, undefined]),
  },
  {
    name: 'a reason',
    codec: wire.reasonCodec,
    written: reason,
    wrong: [
      ...each('code', [404, null]),
      ...each('status', [99, 1000, 404.5, '404', undefined]),
      ...each('violations', [null, {}, [{ pointer: '' }]]),
      ...each('destinationCode', [7, undefined]),
    ],
  },
  {
    name: 'a provenance',
    codec: wire.provenanceCodec,
    written: provenance,
    wrong: [...each('receivedAt', moments), ...each('eventTime', [7, undefined]), ...each('place', [null])],
  },
  {
    name: 'a job',
    codec: wire.jobCodec,
    written: job,
    wrong: [
      ...each('schema', ['indicator-gateway/job/2', undefined]),
      ...each('attempts', ['1', null]),
      ...each('items', [{}, [null], [{ indicator: {} }]]),
      ...each('notBefore', [7]),
      ...each('history', ['none', [{}]]),
    ],
  },
  {
    name: 'what was parked before',
    codec: wire.earlierCodec,
    written: earlier,
    wrong: [...each('parkedAt', moments), ...each('reason', [null, 'expired'])],
  },
  {
    name: 'what is parked',
    codec: wire.parkedCodec,
    written: parked,
    wrong: [
      ...each('schema', ['indicator-gateway/parked/2', 1]),
      ...each('kind', ['outcome', null]),
      ...each('parkedAt', moments),
      ...each('indicators', numbers),
      ...each('provenance', [null, {}]),
      ...each('raw', [7]),
      ...each('history', [{}, [{}]]),
    ],
  },
];

describe.each(rows)('$name on the wire', ({ codec, written, wrong }) => {
  const bySchema = ajv.compile(schemaOf(codec));
  const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  it('is read back as it was written, and is what its schema says', () => {
    fc.assert(
      fc.property(written, (value) => {
        expect([codec.decode(asJson(value)), bySchema(asJson(value))]).toEqual([
          E.right(asJson(value)),
          true,
        ]);
      }),
    );
  });

  it('is what its schema says whatever somebody wrote into it, or it is refused', () => {
    const changed = written.chain((value) =>
      fc
        .tuple(fc.constantFrom(...Object.keys(value)), someJson)
        .map(([name, other]) => ({ ...value, [name]: other })),
    );
    fc.assert(
      fc.property(fc.oneof(changed, someJson), (value) => {
        const decoded = codec.decode(asJson(value));
        expect(E.isLeft(decoded) || bySchema(decoded.right)).toBe(true);
      }),
    );
  });

  it.each(wrong)('is refused by both with %s of %j', (member, value) => {
    const [sound] = fc.sample(written, { numRuns: 1, seed: 1 });
    const changed = asJson({ ...sound, [member]: value });
    expect([E.isLeft(codec.decode(changed)), bySchema(changed)]).toEqual([true, false]);
  });
});

describe('the document', () => {
  it.each<[name: string, written: fc.Arbitrary<object>]>([
    ['Violation', violation],
    ['Reason', reason],
    ['Provenance', provenance],
    ['Earlier', earlier],
    ['Parked', parked],
  ])('names every member of %s', (name, written) => {
    fc.assert(
      fc.property(written, (value) => {
        expect(faultsOf(name)(value)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
