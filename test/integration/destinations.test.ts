import { type Outcome } from '../../shared/pipeline/outcome';
import { eventually } from '../waiting';
import { startGateway, type Gateway } from './gateway';
import { indicator } from './indicators';
import { senderTo, type Sender } from './sender';

let gateway: Gateway;
let sender: Sender;

beforeAll(async () => {
  gateway = await startGateway({
    DESTINATIONS: 'graph,sentinel',
    BREAKER_SECONDS: '1',
    GRANT_WAIT_MINUTES: '10',
  });
  sender = senderTo(gateway);
});

beforeEach(() => {
  sender.forget();
  gateway.simulator.reset();
});

afterAll(() => gateway.stop());

const brief = (outcomes: readonly Outcome[]) =>
  outcomes
    .map(
      ({ destination, state, reason }) =>
        `${destination} ${state}${reason === null ? '' : ` ${reason.code}`}`,
    )
    .sort();

const post = async (...items: readonly unknown[]): Promise<readonly Outcome[]> => {
  const { json } = await sender.postText(JSON.stringify(items));
  return (json as { readonly outcomes: readonly Outcome[] }).outcomes;
};

/** All that was said of an event, once so many of it are final. */
const finals = (intakeId: string | undefined, count: number): Promise<readonly Outcome[]> =>
  eventually(async () => {
    const all = (await gateway.outcomes()).filter((outcome) => outcome.intakeId === intakeId);
    const done = all.filter(({ state }) => state !== 'deferred');
    return done.length >= count && done;
  });

const ofSentinel = () => gateway.simulator.requests().filter(({ on }) => on === 'sentinel');

const one = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  indicator({ domainName: `${name}.sentinel-host.com`, ...more });

describe('one event to Graph and Sentinel', () => {
  it('has an outcome at each, and each holds it', async () => {
    const outcomes = await post(one('both'));
    expect(brief(outcomes)).toEqual(['graph created', 'sentinel created']);
    const [object] = gateway.simulator.stixObjects();
    expect(object).toMatchObject({ pattern: "[domain-name:value = 'both.sentinel-host.com']" });
    expect(outcomes.find(({ destination }) => destination === 'sentinel')?.id).toBe(object?.id);
    expect(gateway.simulator.stored()).toHaveLength(1);
  });

  it('is a duplicate at both when it comes again, and one object when it has changed', async () => {
    await post(one('again'));
    expect(brief(await post(one('again')))).toEqual([
      'graph duplicate already-held',
      'sentinel duplicate already-held',
    ]);
    const [before] = gateway.simulator.stixObjects();
    expect(brief(await post(one('again', { severity: 5 })))).toEqual(['graph updated', 'sentinel updated']);
    const [after, ...others] = gateway.simulator.stixObjects();
    expect(others).toEqual([]);
    expect([after?.id, after?.created]).toEqual([before?.id, before?.created]);
    expect(after?.modified).not.toBe(before?.modified);
    expect(after?.labels).toContain('severity:5');
  });

  it('is skipped where one of them has no words for it, and nobody is asked there', async () => {
    const outcomes = await post(
      indicator({
        domainName: undefined,
        fileHashType: 'authenticodeHash256',
        fileHashValue: '0a'.repeat(32),
      }),
    );
    expect(brief(outcomes)).toEqual(['graph created', 'sentinel skipped not-expressible']);
    expect(ofSentinel()).toEqual([]);
  });

  it('brings several things to look for as several objects, and has one outcome', async () => {
    const outcomes = await post(one('wide', { networkDestinationIPv4: '45.155.205.233' }));
    expect(brief(outcomes)).toEqual(['graph created', 'sentinel created']);
    expect(gateway.simulator.stixObjects()).toHaveLength(2);
  });
});

describe('when Sentinel is in trouble and Graph is not', () => {
  it('refuses an object: rejected there, created here', async () => {
    gateway.simulator.inject({
      on: 'sentinel',
      answer: { kind: 'rejectItems', indices: [0], code: 'x', message: 'Error for Property=name: no.' },
    });
    const outcomes = await post(one('refused'));
    expect(brief(outcomes)).toEqual(['graph created', 'sentinel rejected rejected-by-destination']);
    expect(outcomes.find(({ state }) => state === 'rejected')?.reason?.text).toContain(
      'Error for Property=name: no.',
    );
  });

  it.each([
    [
      'is busy, with the wait in its message',
      { kind: 'status', status: 429, json: { message: 'Try again in 1 seconds.' } },
    ],
    ['fails', { kind: 'status', status: 500 }],
    ['breaks the connection', { kind: 'reset' }],
    ['has not given the role yet', { kind: 'status', status: 403 }],
    ['has a workspace that is not there yet', { kind: 'status', status: 404 }],
  ] as const)('%s: nothing is lost, and Graph does not wait', async (what, answer) => {
    gateway.simulator.inject({ on: 'sentinel', times: 4, answer });
    const outcomes = await post(one(what.replace(/[^a-z]+/g, '-')));
    expect(brief(outcomes)).toContain('graph created');
    const done = await finals(outcomes[0]?.intakeId, 2);
    expect(brief(done)).toEqual(['graph created', 'sentinel created']);
    expect(gateway.simulator.stixObjects()).toHaveLength(1);
  });

  it('is sent the token for its own audience, and none for another', async () => {
    await post(one('audience'));
    expect(ofSentinel().map(({ status }) => status)).toEqual([200]);
  });
});
