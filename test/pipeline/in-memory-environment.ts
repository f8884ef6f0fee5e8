import * as E from 'fp-ts/Either';
import { type HttpAnswer, type HttpCall } from '../../shared/destinations/destination';
import { graph } from '../../shared/destinations/graph';
import { unavailable, type Unavailable } from '../../shared/failure';
import { formats } from '../../shared/formats';
import { type Environment, type Route } from '../../shared/pipeline/ports';
import { lenient } from './profiles';

/** What a destination answers to a call: a function of the call, as the wire would see it. */
export type Script = (call: HttpCall, timeoutMs: number) => E.Either<Unavailable, HttpAnswer>;

/** A route to Graph that is answered by a script; the calls it took are kept, in order. */
export interface ScriptedRoute extends Route {
  readonly calls: readonly { readonly call: HttpCall; readonly timeoutMs: number }[];
}

/** The real Graph destination under any name: a second destination is the same one called otherwise. */
export const routeTo = (script: Script, name = 'graph'): ScriptedRoute => {
  const calls: { readonly call: HttpCall; readonly timeoutMs: number }[] = [];
  return {
    destination: { ...graph, name },
    calls,
    exchange: (call, timeoutMs) => () => {
      calls.push({ call, timeoutMs });
      return Promise.resolve(script(call, timeoutMs));
    },
  };
};

export interface Enqueued {
  readonly message: string;
  readonly delaySeconds: number;
}

/** An Environment of real formats and destinations over ports in memory, and what went through them. */
export interface World {
  readonly environment: Environment;
  readonly jobs: Enqueued[];
  readonly parked: Map<string, string>;
  readonly advance: (seconds: number) => void;
  /** `seconds` from the world's now. */
  readonly deadline: (seconds: number) => Date;
}

export interface Circumstances {
  readonly queueDown: boolean;
  readonly storeDown: boolean;
  readonly retryDelaySeconds: number;
}

export const startOfTime = '2026-11-23T12:00:00.000Z';

const fine: Circumstances = { queueDown: false, storeDown: false, retryDelaySeconds: 30 };

export const inMemoryWorld = (
  routes: readonly Route[],
  circumstances: Partial<Circumstances> = {},
): World => {
  const { queueDown, storeDown, retryDelaySeconds } = { ...fine, ...circumstances };
  const jobs: Enqueued[] = [];
  const parked = new Map<string, string>();
  let clock = Date.parse(startOfTime);
  let ids = 0;
  const done = (down: boolean, dependency: 'queue' | 'blob', work: () => void) => () => {
    if (!down) work();
    return Promise.resolve(down ? E.left(unavailable(dependency, 'connection-refused')) : E.right(undefined));
  };
  return {
    jobs,
    parked,
    advance: (seconds) => {
      clock += seconds * 1000;
    },
    deadline: (seconds) => new Date(clock + seconds * 1000),
    environment: {
      now: () => new Date(clock),
      newId: () => `id-${(ids += 1)}`,
      formats,
      routes,
      jobs: {
        enqueue: (message, delaySeconds) =>
          done(queueDown, 'queue', () => jobs.push({ message, delaySeconds })),
      },
      parked: { keep: (name, content) => done(storeDown, 'blob', () => parked.set(name, content)) },
      identityScope: 'test',
      profile: lenient,
      requestTimeoutMs: 10_000,
      retryDelaySeconds,
    },
  };
};
