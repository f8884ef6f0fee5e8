import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HttpRequest, HttpResponse } from '@azure/functions';
import { preview } from '../../functions/preview';
import { createWorld, invocation, post } from './world';
import { answered } from './answered';

/** Small inputs that were once lost or taken wrongly, beside the project; they are not part of it. */
const folder = path.resolve(__dirname, '../../../shared/cases/faults');

const whenThere = existsSync(folder) ? describe : describe.skip;

type Indicator = Readonly<Record<string, unknown>>;

/** What has to come of a file: the indicators that are taken, and the code of each thing that is not. */
interface Expected {
  readonly taken: readonly Indicator[];
  readonly left?: readonly string[];
}

const domain = (domainName: string): Expected => ({ taken: [{ domainName }] });

const byHttp: ReadonlyMap<string, Expected> = new Map([
  [
    'B1-misp-objects-in-response.json',
    {
      taken: [
        {
          fileHashType: 'sha256',
          fileHashValue: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
        },
      ],
    },
  ],
  ['B2-misp-one-object.json', domain('objects-alone.bad-example-host.com')],
  ['B5-misp-response-one-attribute.json', domain('objects-alone.bad-example-host.com')],
  ['B7-misp-one-attribute-wrapped.json', domain('objects-alone.bad-example-host.com')],
  ['E1-opencti-graphql-node.json', domain('graphql.bad-example-host.com')],
  ['abusech-mapped.json', { taken: [], left: ['not-public-address'] }],
  [
    'kill-chain-constructor.json',
    { taken: [{ domainName: 'kc1.sample-phish.example', tags: ['kill-chain:constructor'] }] },
  ],
  [
    'graph-incident.json',
    {
      taken: [
        { networkIPv4: '45.137.21.9' },
        { url: 'https://login.bad-phish.com/x' },
        { fileHashValue: '8d3f68b16f0710f858d8c1d2c699260e6f43161a5510abb0e7ba567bd72c965b' },
      ],
    },
  ],
  [
    'shared-ip.misp.json',
    {
      taken: [],
      left: [...Array<string>(5).fill('shared-infrastructure'), 'microsoft-service'],
    },
  ],
]);

/** What is put on a queue: functions/kept-as-it-came and functions/sweep-poison hold their kinds. */
const byQueue = ['bigint.json', 'deep-queue-message.json', 'md5digits.txt', 'num1.txt'];

/** When the files were written: some say from when on they hold. */
const writtenAt = new Date('2026-11-29T00:00:00Z');

const worldThen = () => {
  const world = createWorld();
  return { ...world, environment: { ...world.environment, now: () => writtenAt } };
};

const shown = async (body: Uint8Array) => {
  const world = worldThen();
  const request = new HttpRequest({
    method: 'POST',
    url: 'https://gateway.example/api/preview',
    headers: { 'content-type': 'application/json' },
    body: { bytes: body },
  });
  const handler = answered(
    world.environment,
    preview(world.environment, { settings: { HTTP_BODY_LIMIT_BYTES: 1024 * 1024 }, instances: [] }),
  );
  const response = new HttpResponse(await handler(request, invocation().context));
  const { indicators, skipped } = JSON.parse(await response.text()) as {
    readonly indicators: readonly { readonly tiIndicator: Indicator }[];
    readonly skipped: readonly { readonly code: string }[];
  };
  return {
    status: response.status,
    taken: indicators.map(({ tiIndicator }) => tiIndicator),
    left: skipped.map(({ code }) => code),
  };
};

whenThere('each input that once fell', () => {
  const files = existsSync(folder) ? readdirSync(folder) : [];

  it('has its row here', () => {
    expect(files.filter((file) => !byHttp.has(file) && !byQueue.includes(file))).toEqual([]);
  });

  describe.each([...byHttp])('%s', (file, expected) => {
    const { taken, left = [] } = expected;
    const body = (): Uint8Array => readFileSync(path.join(folder, file));

    it('is previewed as it should be', async () => {
      const said = await shown(body());

      expect(said).toMatchObject({ status: 200, taken });
      expect(said.left).toEqual(left);
    });

    it('is created as it should be, with an outcome for everything in it', async () => {
      const world = worldThen();
      const { status, report, outcomes } = await post(world, body());
      const sent = world.calls.flatMap((call) => {
        const { value = [call.body] } = call.body as { readonly value?: readonly unknown[] };
        return value;
      });
      const skipped = report.outcomes.filter(({ state }) => state === 'skipped');

      expect(status).toBe(left.length === 0 ? 201 : 200);
      expect(sent).toMatchObject(taken);
      expect(report.counts).toMatchObject({ total: taken.length + left.length, created: taken.length });
      expect(skipped.map(({ reason }) => reason?.code)).toEqual(left);
      expect(outcomes()).toEqual(report.outcomes);
    });
  });
});
