/**
 * Looking into and steering a simulator that runs as its own process. JSON in and out, no credentials:
 *
 *   GET  /simulator/state               counts, down, switches, stored, requests
 *   GET  /simulator/state?only=counts   counts alone, for polling a store of any size
 *   GET  /simulator/state?only=requests  requests alone
 *   POST /simulator/switches            some switches, e.g. {"latencyMs":50}
 *   POST /simulator/faults              one fault or an array of them, e.g.
 *                                       {"on":"graph","times":3,"answer":{"kind":"status","status":503}}
 *                                       (times null = for good)
 *   POST /simulator/heal                take back the faults that still wait
 *   POST /simulator/reset               forget everything, switches back to default
 *   POST /simulator/down                {"seconds":10} breaks every Graph and token connection for that long,
 *                                       {"up":true} ends it at once; so do ?seconds=10 and ?up=true, which no shell
 *                                       needs quoted otherwise than another
 *
 * Answers: 200 with the state or `{}`, 400 with a reason, 404, 405.
 */
import { type Answer } from './answer';
import { isFault } from './faults';
import { isObject, parseJson } from './json';
import { asRecorded } from './recorded';
import { heldObjects } from './sentinel/held-objects';
import { resetService, type Service } from './service';
import { isSwitches } from './switches';

const done: Answer = { status: 200, json: {} };
const refuse = (status: number, reason: string): Answer => ({ status, json: { reason } });

const counts = (service: Service): object => ({
  stored: service.store.count(),
  stixObjects: heldObjects(service).length,
  defenderIndicators: service.defenderIndicators.size,
  storedForDefender: service.store.defenderCount(),
  requests: service.requests.length,
  tokensIssued: service.identity.tokensIssued(),
});

const state = (service: Service, query: URLSearchParams): Answer => {
  if (query.get('only') === 'counts') return { status: 200, json: { counts: counts(service) } };
  if (query.get('only') === 'requests')
    return { status: 200, json: { requests: service.requests.map(asRecorded) } };
  const json = {
    counts: counts(service),
    down: service.downUntil > Date.now(),
    switches: service.switches,
    stored: service.store.all(),
    stixObjects: heldObjects(service),
    defenderIndicators: [...service.defenderIndicators.values()],
    requests: service.requests.map(asRecorded),
  };
  return { status: 200, json };
};

const setSwitches = (service: Service, body: unknown): Answer => {
  if (!isSwitches(body)) return refuse(400, 'an object of known switches is expected');
  service.switches = { ...service.switches, ...body };
  return done;
};

const addFaults = (service: Service, body: unknown): Answer => {
  const faults: readonly unknown[] = Array.isArray(body) ? body : [body];
  const known = faults.filter(isFault);
  if (known.length < faults.length) return refuse(400, 'a fault or an array of faults is expected');
  service.faults.add(known);
  return done;
};

const downOf = (query: URLSearchParams): unknown =>
  query.get('up') === 'true' ? { up: true } : { seconds: Number.parseFloat(query.get('seconds') ?? '') };

const setDown = (service: Service, sent: unknown, query: URLSearchParams): Answer => {
  const body = query.size > 0 ? downOf(query) : sent;
  if (!isObject(body)) return refuse(400, '{"seconds":n} or {"up":true} is expected');
  if (body.up === true) service.downUntil = 0;
  else if (typeof body.seconds === 'number' && Number.isFinite(body.seconds))
    service.downUntil = Date.now() + body.seconds * 1000;
  else return refuse(400, '{"seconds":n} or {"up":true} is expected');
  return done;
};

const heal = (service: Service): Answer => {
  service.faults.clear();
  return done;
};

const reset = (service: Service): Answer => {
  resetService(service);
  return done;
};

const posts: ReadonlyMap<string, (service: Service, body: unknown, query: URLSearchParams) => Answer> =
  new Map([
    ['/simulator/switches', setSwitches],
    ['/simulator/faults', addFaults],
    ['/simulator/heal', heal],
    ['/simulator/reset', reset],
    ['/simulator/down', setDown],
  ]);

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly text: string;
}

export const answerAdmin = (service: Service, { method, path, query, text }: Asked): Answer => {
  if (path === '/simulator/state')
    return method === 'GET' ? state(service, query) : refuse(405, 'GET is expected');
  const post = posts.get(path);
  if (post === undefined) return refuse(404, 'no such admin route');
  return method === 'POST' ? post(service, parseJson(text), query) : refuse(405, 'POST is expected');
};
