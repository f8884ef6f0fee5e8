import { unavailable } from '../shared/failure';
import { type Environment } from '../shared/pipeline/ports';
import { type Handler } from './http/answering';
import { logEntry } from './log-entry';
import { failureResponse, problem } from './http/problem';

const notAsSet = (names: readonly string[]) =>
  problem({
    slug: 'no-fail-back',
    title: 'There is no destination of that name that is failed back by command',
    status: 404,
    detail:
      names.length === 0
        ? 'none has failback "command": each comes back by itself'
        : `one of ${names.join(', ')} is wanted`,
  });

/**
 * `POST /api/destinations/{name}/fail-back`: new indicators go there again. 200 with since when they did not (null: they did),
 * 404, 503. All instances of the app know it within seconds.
 */
export const failBack =
  ({ routes }: Pick<Environment, 'routes'>): Handler =>
  async (request, context) => {
    const { name = '' } = request.params;
    const lasting = routes.flatMap((route) => {
      const held = route.failover?.lasting ?? null;
      return held === null ? [] : [[route.name, held] as const];
    });
    const [, held] = lasting.find(([destination]) => destination === name) ?? [];
    if (held === undefined) return notAsSet(lasting.map(([destination]) => destination));
    const since = await held.end();
    if (typeof since === 'string') return failureResponse(unavailable('table', since));
    const failedOverSince = since?.toISOString() ?? null;
    const { invocationId: intake } = context;
    context.log(logEntry('fail-back', { intake, destination: name, since: failedOverSince }));
    return { status: 200, jsonBody: { destination: name, failedOverSince } };
  };
