import { dispatch, type DispatchRequest } from '../../shared/pipeline/dispatch/dispatch';
import { readJob } from '../../shared/pipeline/job';
import { type Planned } from '../../shared/pipeline/outcome';
import { isForEvents } from '../../shared/pipeline/ports';
import { fates, type Fate } from './graph-script';
import {
  inMemoryWorld,
  routeTo,
  startOfTime,
  type Circumstances,
  type ScriptedRoute,
} from './in-memory-environment';
import { plannedOf } from './planned';
import { rightOf } from './right-of';

interface Given {
  readonly routes: readonly ScriptedRoute[];
  readonly planned?: readonly Planned[];
  readonly order?: Partial<DispatchRequest>;
  readonly circumstances?: Partial<Circumstances>;
}

export const abc = plannedOf('a', 'b', 'c');

/** Dispatches `a`, `b` and `c`, or what is given, and reads back the jobs and parked items that are left. */
export const run = async ({ routes, planned = abc, order = {}, circumstances = {} }: Given) => {
  const world = inMemoryWorld(routes, circumstances);
  const standard: DispatchRequest = {
    planned,
    routes: world.environment.routes.filter(isForEvents),
    attempts: 0,
    deadline: world.deadline(60),
    later: false,
    firstSeenAt: startOfTime,
    history: [],
  };
  const result = await dispatch(world.environment)({ ...standard, ...order })();
  const jobs = world.jobs.map(({ message }) => rightOf(readJob(world.environment.now)(JSON.parse(message))));
  const parked = [...world.parked].map(([id, content]) => ({ id, content: JSON.parse(content) as unknown }));
  return { result, world, jobs, parked };
};

export const some = (fateOf: Readonly<Record<string, Fate>>): ScriptedRoute =>
  routeTo(fates(({ externalId }) => fateOf[externalId] ?? 'created'));

export const states = (result: Awaited<ReturnType<typeof run>>['result']): readonly string[] =>
  rightOf(result).map(({ destination, externalId, state }) => `${destination} ${externalId} ${state}`);

export const ids = (
  job: { readonly job: { readonly items: readonly Planned[] } } | undefined,
): readonly string[] => (job?.job.items ?? []).map(({ indicator }) => indicator.externalId);
