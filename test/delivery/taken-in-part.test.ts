import * as E from 'fp-ts/Either';
import { sentinel } from '../../shared/destinations/sentinel/sentinel';
import { answerOf } from '../destinations/graph-verdicts';
import { indicatorOf } from '../pipeline/planned';
import { brief, delivererWorld } from './deliverer-world';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 23) });
});

afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

interface Item {
  readonly id: string;
  readonly pattern: string;
  readonly revoked?: boolean;
}

/** A workspace that refuses domains while it is told to, and keeps for good what was revoked. */
const workspace = () => {
  const held = new Map<string, Item>();
  let refuses = true;
  const { bring } = delivererWorld(
    ({ body }) => {
      const { stixobjects } = body as { readonly stixobjects: readonly Item[] };
      const isRefused = ({ pattern }: Item): boolean => refuses && pattern.includes('domain-name');
      for (const item of stixobjects.filter((one) => !isRefused(one)))
        held.set(item.id, held.get(item.id)?.revoked === true ? { ...item, revoked: true } : item);
      const errors = stixobjects.flatMap((item, recordIndex) =>
        isRefused(item) ? [{ recordIndex, errorMessages: ['no'] }] : [],
      );
      return E.right(answerOf(200, errors.length === 0 ? undefined : { errors }));
    },
    { destination: sentinel },
  );
  return {
    bring,
    refuse: (are: boolean) => (refuses = are),
    live: () =>
      [...held.values()].flatMap(({ pattern, revoked }) => (revoked === true ? [] : [pattern])).sort(),
  };
};

const both = indicatorOf('both', { domainName: 'evil.example', networkIPv4: '45.155.205.233' });
const gone = { ...both, isActive: false };
const [address, domain] = ["[ipv4-addr:value = '45.155.205.233']", "[domain-name:value = 'evil.example']"];

describe('when Sentinel takes some objects of an indicator and refuses others', () => {
  it('takes those back that were taken', async () => {
    const { bring, live } = workspace();
    expect(brief(await bring([both]))).toEqual(['Rejected object-refused']);
    expect(live()).toEqual([address]);
    await bring([gone], '2026-11-23T13:00:00.000Z');
    expect(live()).toEqual([]);
  });

  it('brings all of it, as objects that were never revoked, where only some of a revocation were taken', async () => {
    const { bring, refuse, live } = workspace();
    refuse(false);
    await bring([both]);
    refuse(true);
    await bring([gone], '2026-11-23T13:00:00.000Z');
    refuse(false);
    await bring([both], '2026-11-23T14:00:00.000Z');
    expect(live()).toEqual([domain, address]);
  });
});
