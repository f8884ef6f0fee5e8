import { HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { type Handler } from '../../functions/http/answering';
import { preview } from '../../functions/preview';
import { receiveHttp } from '../../functions/receive-http';
import { type ShownAt } from '../../shared/pipeline/dispatch/shown-at';
import { sampleOf } from '../contract/sample-payloads';
import { formats } from '../../shared/formats';
import { answered } from '../functions/answered';
import { lenient } from '../pipeline/profiles';
import { apis, standingGateway, type Api, type StandingGateway } from './standing-gateway';

type Json = Readonly<Record<string, unknown>>;

const settings = { HTTP_BODY_LIMIT_BYTES: 1024 * 1024 };

/** The items of a body, whether it is one or holds a list of them. */
const itemsOf = (body: unknown): readonly unknown[] => {
  const { value, stixobjects, Indicators } = body as Readonly<Record<string, readonly unknown[]>>;
  return value ?? stixobjects ?? Indicators ?? [body];
};

/** In no order: calls to an API are filled with what comes. */
const asSet = (bodies: readonly unknown[]): readonly string[] =>
  bodies
    .flatMap(itemsOf)
    .map((item) => JSON.stringify(item))
    .sort();

let gateway: StandingGateway;

beforeAll(async () => {
  gateway = await standingGateway(lenient);
});

afterAll(() => gateway.stop());

const post = async (handler: Handler, body: unknown): Promise<Json> => {
  const request = new HttpRequest({
    method: 'POST',
    url: 'https://gateway.example/api/x',
    headers: { 'content-type': 'application/json' },
    body: { bytes: Buffer.from(JSON.stringify(body)) },
  });
  const context = new InvocationContext({ invocationId: 'the-invocation', logHandler: () => undefined });
  const response = new HttpResponse(await answered(gateway.environment, handler)(request, context));
  return (await response.json()) as Json;
};

interface Previewed {
  readonly place: string;
  readonly tiIndicator: Json;
  readonly destinations: readonly ShownAt[];
}

const samples = formats.flatMap(({ name }) => {
  const payload = sampleOf(name);
  return payload === undefined ? [] : [[name, payload] as const];
});

describe.each(samples)('the preview of the sample %s', (_, payload) => {
  it('shows of each destination what it is then sent, and why not where it is not asked', async () => {
    const { environment, instances, calls } = gateway;
    const before = Object.fromEntries(apis.map((api) => [api, calls[api].length]));
    const sentTo = (api: Api) => calls[api].slice(before[api]);

    const { indicators } = await post(preview(environment, { settings, instances }), payload);
    // Of what is taken back it shows the call where it is held, and nothing is.
    const all = indicators as readonly Previewed[];
    const isGoing = ({ tiIndicator }: Previewed): boolean => tiIndicator.isActive === false;
    const takenBack = all.filter(isGoing).map(({ place }) => place);
    const shown = all.filter((one) => !isGoing(one)).flatMap(({ destinations }) => destinations);
    expect(apis.flatMap(sentTo)).toEqual([]);

    const { outcomes = [] } = await post(receiveHttp(environment, settings), payload);
    for (const api of apis) {
      const there = shown.filter(({ destination }) => destination === api);
      expect(asSet(sentTo(api).map(({ body }) => body))).toEqual(
        asSet(there.flatMap(({ call }) => call?.body ?? [])),
      );
      const left = (outcomes as readonly Json[]).filter(
        ({ destination, state, place }) =>
          destination === api && state === 'skipped' && !takenBack.includes(String(place)),
      );
      expect(left.map(({ reason }) => (reason as Json).code)).toEqual(
        there.flatMap(({ reason }) => reason?.code ?? []),
      );
    }
  });
});
