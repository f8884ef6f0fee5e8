import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { sentinel } from '../../shared/destinations/sentinel/sentinel';
import { type Indicator } from '../../shared/indicator/indicator';
import { brief, delivererWorld } from '../delivery/deliverer-world';
import { type Script } from '../pipeline/in-memory-environment';
import { indicatorOf } from '../pipeline/planned';
import { elapse } from '../waiting';
import { answerOf } from './graph-verdicts';

type StixObject = Readonly<Record<string, unknown>>;

/** A workspace: what was revoked stays so under its id, and nobody is told. */
const workspace = () => {
  const held = new Map<unknown, StixObject>();
  const script: Script = ({ body }) => {
    for (const object of (body as { readonly stixobjects: readonly StixObject[] }).stixobjects)
      held.set(object.id, held.get(object.id)?.revoked === true ? { ...object, revoked: true } : object);
    return E.right(answerOf(200, undefined));
  };
  const live = () =>
    [...held.values()].filter(
      ({ revoked, valid_until: until }) => revoked !== true && Date.parse(String(until)) > jest.now(),
    );
  return { held, live, ...delivererWorld(script, { destination: sentinel }) };
};

const says = (more: Partial<Indicator> = {}): Indicator => indicatorOf('a', more);
const hour = 3600;
const inAnHour = (): string => new Date(jest.now() + hour * 1000).toISOString();

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('an indicator that was revoked in Sentinel, where that is for good', () => {
  it('comes again under a new id, as created anew', async () => {
    const { bring, live, held, ledger } = workspace();
    const [first] = brief(await bring([says()]));
    const [created] = live();
    expect(brief(await bring([says({ isActive: false })]))).toEqual([`Revoked ${String(created?.id)}`]);
    expect(live()).toEqual([]);
    const [second] = brief(await bring([says({ description: 'seen again' })]));
    expect([first, second].map((said) => said?.split(' ')[0])).toEqual(['Created', 'Created']);
    expect(live()).toMatchObject([{ description: 'seen again' }]);
    expect(live()[0]?.id).not.toBe(created?.id);
    expect(held.size).toBe(2);
    expect(ledger.get('a')).toMatchObject({ generation: 1, id: live()[0]?.id });
  });

  it('is changed under that id from then on', async () => {
    const { bring, live, held } = workspace();
    for (const isActive of [true, false, true]) await bring([says({ isActive })]);
    const [created] = live();
    await elapse(hour * 1000);
    expect(brief(await bring([says({ severity: 5 })]))).toEqual([`Updated ${String(created?.id)}`]);
    expect(live()).toMatchObject([{ id: created?.id, created: created?.created }]);
    expect(live()[0]?.modified).not.toBe(created?.modified);
    expect(held.size).toBe(2);
  });

  it('is revoked once, however often that is said', async () => {
    const { bring, held } = workspace();
    await bring([says()]);
    const [created] = held.values();
    for (const description of ['one', 'two', 'three']) await bring([says({ isActive: false, description })]);
    expect([...held.values()]).toEqual([
      { ...created, modified: expect.any(String) as string, revoked: true },
    ]);
  });

  it('comes again under a new id also where it has expired meanwhile', async () => {
    const { bring, live } = workspace();
    await bring([says({ isActive: false, expirationDateTime: inAnHour() })]);
    await elapse(2 * hour * 1000);
    await bring([says()]);
    expect(live()).toHaveLength(1);
  });

  it('is not tried under the old id where the new object is refused', async () => {
    const { bring, held } = workspace();
    for (const isActive of [true, false]) await bring([says({ isActive })]);
    const refusing = delivererWorld(
      () => E.right(answerOf(200, { errors: [{ recordIndex: 0, errorMessages: ['no'] }] })),
      { destination: sentinel },
    );
    refusing.ledger.set('a', {
      externalId: 'a',
      id: String([...held.keys()][0]),
      contentHash: '',
      sourceTime: '2026-01-01T00:00:00.000Z',
      expires: '2100-01-01T00:00:00.000Z',
      state: 'updated',
      revoked: true,
    });
    expect(brief(await refusing.bring([says()]))).toEqual(['Rejected object-refused']);
    expect(refusing.calls).toHaveLength(1);
  });

  it('is there as the last word says it, whatever came before', async () => {
    const step = fc.oneof(
      fc.record({ isActive: fc.boolean(), description: fc.constantFrom('one', 'two') }),
      fc.constant('two hours'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const { bring, live } = workspace();
        for (const said of steps) {
          if (said === 'two hours') {
            await elapse(2 * hour * 1000);
            continue;
          }
          await bring(
            [says({ ...said, expirationDateTime: inAnHour() })],
            new Date(jest.now()).toISOString(),
          );
          expect(live().map(({ description }) => description)).toEqual(
            said.isActive ? [said.description] : [],
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('the type of an indicator in Sentinel', () => {
  it('stays as it first came, as with another Sentinel was seen to make a second row of it; its label follows', async () => {
    const { bring, live } = workspace();
    const types = [];
    for (const threatType of ['WatchList', 'C2', 'Darknet'] as const) {
      await bring([says({ threatType })]);
      types.push(...live().map(({ indicator_types: type, labels }) => [type, (labels as string[])[0]]));
    }
    expect(types).toEqual([
      [['unknown'], 'threat-type:WatchList'],
      [['unknown'], 'threat-type:C2'],
      [['unknown'], 'threat-type:Darknet'],
    ]);
  });
});

describe('a row of the ledger of an earlier version', () => {
  it('is of generation 0 and keeps its id', async () => {
    const { bring, live, ledger } = workspace();
    await bring([says()]);
    const id = live()[0]?.id;
    const { externalId, contentHash, sourceTime, expires, state } = ledger.get('a') ?? {};
    expect([externalId, state]).toEqual(['a', 'created']);
    ledger.set('a', {
      externalId: 'a',
      id: String(id),
      contentHash: String(contentHash),
      sourceTime: String(sourceTime),
      expires: String(expires),
      state: 'created',
    });
    expect(brief(await bring([says({ severity: 5 })]))).toEqual([`Updated ${String(id)}`]);
    expect(live()).toMatchObject([{ id }]);
  });
});
