import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { dateTime } from '../../shared/codec/date-time';
import { described, type Described } from '../../shared/codec/json-schema';
import { memberNames } from '../../shared/codec/member-names';
import { members } from '../../shared/codec/members';
import { listOf } from '../../shared/codec/strings';
import { isBlank } from '../../shared/codec/text';
import { schemaOf } from '../../shared/openapi/from-codec';
import { rawWithCanonical } from '../arbitraries/ti-indicator';
import { codec as indicator } from './decoding';

const ajv = addFormats(new Ajv({ allErrors: true })).addVocabulary(['example']);

type Saying = t.Mixed & Pick<Described<unknown>, 'schema'>;

const takenBy = ({ schema }: Saying) => {
  const validate = ajv.compile(schema);
  return (value: unknown): boolean => validate(value);
};

const codecs = memberNames.flatMap((name) => {
  const member = members[name];
  if (!('codec' in member)) return [];
  const codec: Saying = member.codec;
  return [{ name, codec, bySchema: takenBy(codec) }];
});

/** What a codec makes of a value, where it takes it and its schema does not take that. */
const astray = ({ codec, bySchema }: (typeof codecs)[number], value: unknown): readonly unknown[] => {
  const decoded = codec.decode(value);
  return E.isRight(decoded) && !bySchema(decoded.right) ? [decoded.right] : [];
};

describe('the schema of a codec', () => {
  const bySchema = takenBy(indicator);

  it('takes what the codec makes of a value, as senders write it', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(rawWithCanonical, ({ raw, canonical }) => {
        expect([indicator.decode(raw), bySchema(canonical)]).toEqual([E.right(canonical), true]);
        for (const one of codecs.filter(({ name }) => !isBlank(raw[name]))) {
          expect(E.isRight(one.codec.decode(raw[one.name]))).toBe(true);
          expect(astray(one, raw[one.name])).toEqual([]);
          seen.add(one.name);
        }
      }),
    );
    expect(codecs.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
  });

  it('takes what the codec makes of any value at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const one of codecs) expect(astray(one, value)).toEqual([]);
      }),
    );
  });

  it.each<[member: string, refused: readonly unknown[]]>([
    ['action', ['Alert', 'unknownFutureValue', ' alert', 1]],
    ['targetProduct', ['Microsoft Sentinel', '']],
    ['expirationDateTime', ['tomorrow', '2030-02-30T00:00:00Z', '31.01.2030', 1_900_000_000]],
    ['description', [7, ['text'], { text: '' }, true]],
    ['confidence', [-1, 101, 80.5, '80', true]],
    ['severity', [-1, 6]],
    ['isActive', ['true', 0, {}]],
    ['killChain', ['C2', ['c2'], [['C2']]]],
    ['tags', ['a', [1], [{}], { 0: 'a' }]],
    ['emailRecipient', [1, ['someone@example.com']]],
    ['fileHashType', ['SHA256', 'ssdeep']],
    ['fileSize', [-1, 1.5, '1']],
    ['domainName', [1, ['example.com']]],
    ['networkProtocol', [-1, 256]],
    ['networkPort', [0, 65_536]],
    ['networkSourceAsn', [-1, 4_294_967_296]],
    ['networkIPv4', ['2001:db8::1', '192.0.2.256', '192.0.2', 'example.com']],
    ['networkIPv6', ['192.0.2.1', '2001:db8::1::', '[2001:db8::1]']],
    ['networkCidrBlock', [24, { block: '192.0.2.0/24' }]],
    ['url', ['example.com/path', '//example.com', 'https://exa mple.com/', 'path']],
  ])('refuses for %s what the codec refuses', (name, refused) => {
    const one = codecs.find((each) => each.name === name);
    expect(refused.map((value) => one?.codec.decode(value)._tag)).toEqual(refused.map(() => 'Left'));
    expect(refused.map((value) => one?.bySchema(value))).toEqual(refused.map(() => false));
  });
});

describe('a codec in other words', () => {
  /** The same codec under a name that no sender of English would recognise. */
  const reworded = described(new t.Type('ein Zeitpunkt', dateTime.is, dateTime.validate, t.identity), {
    type: 'string',
    format: 'date-time',
  });

  it('keeps its schema', () => {
    expect(schemaOf(listOf(reworded))).toEqual({
      type: 'array',
      items: { type: 'string', format: 'date-time' },
    });
    expect(schemaOf(t.type({ at: reworded }))).toEqual({
      type: 'object',
      properties: { at: { type: 'string', format: 'date-time' } },
      required: ['at'],
    });
  });
});
