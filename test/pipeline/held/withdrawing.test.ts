import * as E from 'fp-ts/Either';
import { readJob } from '../../../shared/pipeline/job';
import { receive } from '../../../shared/pipeline/receive';
import { runJob } from '../../../shared/pipeline/run-job';
import { graphProduct } from '../../delivery/life-products';
import { answer } from '../graph-script';
import { inMemoryWorld, routeTo, startOfTime, type Circumstances } from '../in-memory-environment';
import { eventWith, provenanceAt, tiIndicatorJson } from '../planned';
import { rightOf } from '../right-of';

const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T00:00:00.000Z`;

const seconds = (n: number): string => String(Date.parse(day(n)) / 1000);

/** A gateway with a ledger to a Graph in memory, and what it makes of one body after the other. */
const gateway = (given: Partial<Circumstances> = { ledger: 'on' }) => {
  const product = graphProduct();
  let isDown = false;
  const route = routeTo((call) => (isDown ? answer(503) : E.right(product.answer(call))));
  const world = inMemoryWorld([route], given);
  const receiveBody = async (body: unknown, source = 'feed', later = false) => {
    const event = { ...eventWith(body), receivedAt: world.environment.now() };
    const intent = { channel: 'http' as const, attempts: 0, deadline: world.deadline(60), later };
    const format = typeof body === 'string' ? 'list' : null;
    const sent = { ...event, format, origin: { ...event.origin, source } };
    return rightOf(await receive(world.environment)(sent, intent)());
  };
  const send = async (body: unknown, source?: string) => {
    const { outcomes } = await receiveBody(body, source);
    return outcomes.map(({ state, reason }) => (reason === null ? state : `${state} ${reason.code}`));
  };
  /** What waited is tried. */
  const runJobs = async (): Promise<readonly string[]> => {
    const outcomes = await Promise.all(
      world.jobs.splice(0).map(async ({ message: text }) => {
        const message = JSON.parse(text) as unknown;
        const deadline = world.deadline(60);
        return rightOf(
          await runJob(world.environment)({
            message,
            text,
            dequeueCount: 1,
            deadline,
            provenance: provenanceAt(''),
          })(),
        );
      }),
    );
    return outcomes.flat().map(({ state, reason }) => (reason === null ? state : `${state} ${reason.code}`));
  };
  const fail = (down: boolean): void => {
    isDown = down;
  };
  return { ...world, route, send, receiveBody, runJobs, product, fail };
};

type Json = Readonly<Record<string, unknown>>;

/** What a source says, and the same thing where it does not stand by it any more. */
interface Case {
  readonly name: string;
  readonly said: unknown;
  readonly withdrawn: unknown;
  /** The outcome where nothing is known of it. */
  readonly left: string;
}

const stix = (id: string, modified: string, more: Json = {}) => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--0d0c0b0a-0908-4706-8504-03020100000${id}`,
  created: day(1),
  modified,
  pattern: "[domain-name:value = 'evil.example']",
  pattern_type: 'stix',
  valid_from: day(1),
  ...more,
});

const attribute = (id: string, at: number, more: Json = {}) => ({
  uuid: `5f3b1d0e-0f5e-4c0e-9c3f-0b8a6c2d1e4${id}`,
  type: 'domain',
  category: 'Network activity',
  value: 'evil.example',
  timestamp: seconds(at),
  to_ids: true,
  ...more,
});

const alert = (more: Json = {}) => ({
  id: 'da637551227677560813_-961444813',
  alertWebUrl: 'https://security.example/alerts/1',
  serviceSource: 'microsoftDefenderForEndpoint',
  providerAlertId: 'x',
  severity: 'high',
  title: 'a callback',
  evidence: [
    {
      '@odata.type': '#microsoft.graph.security.urlEvidence',
      verdict: 'malicious',
      url: 'https://evil.example/x',
    },
  ],
  ...more,
});

const defenderOwn = (more: Json = {}) => ({
  indicatorValue: 'evil.example',
  indicatorType: 'DomainName',
  action: 'Block',
  title: 'a callback',
  description: 'a callback',
  ...more,
});

const cases: readonly Case[] = [
  {
    name: 'a STIX indicator whose valid_until moved into the past',
    said: stix('1', day(2), { valid_until: day(29) }),
    withdrawn: stix('1', day(3), { valid_until: day(22) }),
    left: 'skipped expired',
  },
  {
    name: 'a STIX indicator that is now labelled as a false positive, under another id',
    said: stix('1', day(2)),
    withdrawn: stix('2', day(3), { labels: ['false-positive'] }),
    left: 'skipped called-benign',
  },
  {
    name: 'a MISP attribute that is no longer marked to_ids',
    said: attribute('1', 2),
    withdrawn: attribute('1', 3, { to_ids: false }),
    left: 'skipped not-to-ids',
  },
  {
    name: 'a MISP attribute that an analyst tagged as a certain false positive',
    said: attribute('1', 2),
    withdrawn: attribute('1', 3, { Tag: [{ name: 'false-positive:risk="high"' }] }),
    left: 'skipped called-benign',
  },
  {
    name: 'an alert that was closed as a false positive',
    said: alert(),
    withdrawn: alert({ status: 'resolved', classification: 'falsePositive' }),
    left: 'skipped closed-as-benign',
  },
  {
    name: 'an indicator of Defender that now allows',
    said: defenderOwn(),
    withdrawn: defenderOwn({ action: 'Allowed' }),
    left: 'skipped called-benign',
  },
  {
    name: 'an indicator of Defender whose end is over now',
    said: defenderOwn(),
    withdrawn: defenderOwn({ expirationTime: day(22) }),
    left: 'skipped expired',
  },
  {
    name: 'a tiIndicator whose end is over now',
    said: tiIndicatorJson('evil.example'),
    withdrawn: tiIndicatorJson('evil.example', { expirationDateTime: day(22) }),
    left: 'skipped indicator-invalid',
  },
  {
    name: 'a row of a list that is off now',
    said: 'domain,active\nevil.example,yes\n',
    withdrawn: 'domain,active\nevil.example,no\n',
    left: 'skipped revoked',
  },
];

describe.each(cases)('when a source does not stand by it any more: $name', ({ said, withdrawn, left }) => {
  it('takes back what it said', async () => {
    const { send, product } = gateway();
    expect(await send(said)).toContain('created');
    expect(await send(withdrawn)).toContain('revoked');
    expect(product.live()).toEqual([]);
    expect(await send(withdrawn)).toContain(left);
  });

  it('leaves what only another said, and what was never sent, as it was read', async () => {
    const { send, product, route, receiveBody } = gateway();
    expect(await send(withdrawn)).toContain(left);
    expect(route.calls).toEqual([]);
    await send(said, 'another');
    const { outcomes } = await receiveBody(withdrawn);
    const [one] = outcomes.filter(({ reason }) => reason?.code === left.split(' ')[1]);
    expect(one).toMatchObject({ state: 'skipped', destination: null });
    expect(product.live()).toHaveLength(1);
  });

  it('leaves what another still says, and tells of it', async () => {
    const { send, product } = gateway();
    await send(said);
    await send(said, 'another');
    expect(await send(withdrawn)).toContain('skipped said-by-another');
    expect(product.live()).toHaveLength(1);
    expect(await send(withdrawn, 'another')).toContain('revoked');
  });
});

describe.each(cases)(
  'when what it said still waits, and nothing is known of it: $name',
  ({ said, withdrawn, left }) => {
    it('does not go out, and the next that is newer does', async () => {
      const { receiveBody, send, runJobs, advance, product } = gateway();
      await receiveBody(said, 'feed', true);
      advance(60);
      expect(await send(withdrawn)).toContain(left);
      expect(await runJobs()).toEqual(['skipped taken-back']);
      expect(product.live()).toEqual([]);
    });

    it('goes out where another said it', async () => {
      const { receiveBody, send, runJobs, advance, product } = gateway();
      await receiveBody(said, 'another', true);
      advance(60);
      await send(withdrawn);
      expect(await runJobs()).toEqual(['created']);
      expect(product.live()).toHaveLength(1);
    });
  },
);

describe('when what waits is another thing of the same source', () => {
  it.each([
    ['MISP', attribute('1', 2), attribute('2', 3, { to_ids: false })],
    ['STIX', stix('1', day(2)), stix('2', day(3), { valid_until: day(22) })],
    ['an alert', alert(), alert({ id: 'another', classification: 'falsePositive' })],
  ])('goes out, and its own take-back is heard: %s', async (_, said, other) => {
    const { receiveBody, send, runJobs, advance, product, ledger } = gateway();
    await receiveBody(said, 'feed', true);
    advance(60);
    await send(other);
    expect(await runJobs()).toEqual(['created']);
    expect(product.live()).toHaveLength(1);
    expect(
      [...ledger.values()].flatMap(({ saidBy = [] }) => saidBy.map(({ takenBack }) => takenBack)),
    ).toEqual([false]);
  });

  it('stands where its source stands by it again, without a new time', async () => {
    const { send, product } = gateway();
    expect(await send(stix('1', day(3), { valid_until: day(22) }))).toEqual(['skipped expired']);
    expect(await send(stix('1', day(3)))).toEqual(['created']);
    expect(product.live()).toHaveLength(1);
  });
});

describe('when only one of a source’s things is over', () => {
  it.each([
    ['MISP', attribute('1', 2), attribute('2', 3, { to_ids: false })],
    ['STIX', stix('1', day(2)), stix('2', day(3), { valid_until: day(22) })],
    ['an alert', alert(), alert({ id: 'another', classification: 'falsePositive' })],
  ])('keeps what the other says of the same value: %s', async (_, said, other) => {
    const { send, product } = gateway();
    await send(said);
    expect((await send(other)).join()).toMatch(/^skipped (?:not-to-ids|expired|closed-as-benign)$/);
    expect(product.live()).toHaveLength(1);
  });

  it('keeps what the same event says', async () => {
    const { send, product } = gateway();
    const both = [attribute('1', 2), attribute('1', 3, { to_ids: false })];
    expect((await send(both)).toSorted()).toEqual(['created', 'skipped not-to-ids']);
    expect((await send(both)).toSorted()).toEqual(['duplicate already-held', 'skipped not-to-ids']);
    expect(product.live()).toHaveLength(1);
  });
});

describe('when an older version comes late', () => {
  it('takes nothing back of what is newer', async () => {
    const { send, product } = gateway();
    await send(attribute('1', 5));
    expect(await send(attribute('1', 4, { to_ids: false }))).toEqual(['skipped not-to-ids']);
    expect(product.live()).toHaveLength(1);
  });

  it('is not created after it was withdrawn, and is when it is marked anew', async () => {
    const { send, product } = gateway();
    await send(attribute('1', 2));
    await send(attribute('1', 4, { to_ids: false }));
    expect(await send(attribute('1', 3))).toEqual(['skipped taken-back']);
    expect(await send(attribute('1', 5))).toEqual(['created']);
    expect(product.live()).toHaveLength(1);
  });
});

describe('when an object of MISP is no longer marked', () => {
  it('takes back its hash with the name of its file', async () => {
    const { send, product } = gateway();
    const object = (to_ids: boolean, at: number) => ({
      uuid: '5f3b1d0e-0f5e-4c0e-9c3f-0b8a6c2d1e4f',
      name: 'file',
      'meta-category': 'file',
      Attribute: [
        attribute('1', at, { type: 'filename', value: 'a.exe', object_relation: 'filename', to_ids }),
        attribute('2', at, {
          type: 'md5',
          value: '44d88612fea8a8f36de82e1278abb02f',
          object_relation: 'md5',
          to_ids,
        }),
      ],
    });
    expect(await send(object(true, 2))).toEqual(['created']);
    expect(await send(object(false, 3))).toContain('revoked');
    expect(product.live()).toEqual([]);
  });
});

describe('when the ledger is not there', () => {
  it('leaves it as it was read where none is kept', async () => {
    const { send } = gateway({ ledger: 'off' });
    expect(await send(attribute('1', 3, { to_ids: false }))).toEqual(['skipped not-to-ids']);
  });

  it('keeps it for later where it can’t be asked', async () => {
    const { send, jobs } = gateway({ ledger: 'down' });
    expect(await send(attribute('1', 3, { to_ids: false }))).toEqual(['deferred queued']);
    const job = JSON.parse(String(jobs[0]?.message)) as unknown;
    const { items } = rightOf(readJob(() => new Date(startOfTime))(job)).job;
    expect(items).toMatchObject([{ takesBack: 'named', item: attribute('1', 3).uuid }]);
  });

  it('waits where the destination is down, and goes by its job', async () => {
    const { send, jobs, fail, environment, advance, deadline, product } = gateway();
    await send(attribute('1', 2));
    fail(true);
    expect(await send(attribute('1', 3, { to_ids: false }))).toEqual(['deferred queued']);
    fail(false);
    advance(2 * 3600);
    const text = String(jobs[0]?.message);
    const message = JSON.parse(text) as unknown;
    const taken = { message, text, dequeueCount: 1, deadline: deadline(60), provenance: provenanceAt('') };
    expect(rightOf(await runJob(environment)(taken)())).toMatchObject([{ state: 'revoked' }]);
    expect(product.live()).toEqual([]);
  });
});
