import * as TE from 'fp-ts/TaskEither';
import { type Environment } from '../../shared/pipeline/ports';
import { receive } from '../../shared/pipeline/receive';
import { createMirror } from '../../shared/pipeline/shadow/mirror';
import { createsAll, down } from '../pipeline/graph-script';
import { inMemoryWorld, routeTo } from '../pipeline/in-memory-environment';
import { eventWith, provenanceAt, tiIndicatorJson } from '../pipeline/planned';
import { runJob } from '../../shared/pipeline/run-job';
import { runShadow } from '../../shared/pipeline/shadow/run-shadow';
import { type Bench, type Row } from './bench';
import { quantile } from './statistics';

const events = 3_000;

/** Senders one after the other, while the jobs of a shadow that is down are tried beside them. */
const measure = async (withShadow: boolean): Promise<Row> => {
  const world = inMemoryWorld([routeTo(createsAll, 'old'), routeTo(down, 'new', { standby: true })]);
  const [old, route] = world.environment.routes;
  if (old === undefined || route === undefined) throw new Error('two routes');
  const { now, telemetry, jobs } = world.environment;
  const record = { keep: () => () => Promise.resolve() };
  const shadows = {
    all: [{ route, of: 'old', maxJobs: 1_000 }],
    waiting: () => TE.right(world.jobs.length)(),
    record,
  };
  const environment: Environment = {
    ...world.environment,
    routes: [old],
    ...(withShadow ? { shadows, mirror: createMirror({ now, telemetry, jobs }, shadows) } : {}),
  };
  const took: number[] = [];
  for (let n = 0; n < events; n += 1) {
    const intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false } as const;
    const began = performance.now();
    await receive(environment)(eventWith(tiIndicatorJson(`n${n}.example`)), intent)();
    took.push(performance.now() - began);
    if (n % 10 !== 0) continue;
    world.advance(6);
    for (const { message } of world.jobs.splice(0, 10)) {
      const taken = {
        message: JSON.parse(message) as unknown,
        text: message,
        dequeueCount: 1,
        deadline: world.deadline(60),
        provenance: provenanceAt(''),
      };
      await (withShadow ? runShadow(environment)(taken, 'new')() : runJob(environment)(taken)());
    }
  }
  const warm = took.slice(events / 10);
  const at = (share: number): number => quantile(warm, share);
  return {
    shadow: withShadow ? 'down' : 'none',
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    waiting: world.jobs.length,
  };
};

export const shadow: Bench = {
  name: 'shadow',
  title: 'what a sender waits for where a shadow is down, and where there is none, in one process',
  run: async (say) => {
    const rows: Row[] = [];
    for (const withShadow of [false, true, false, true]) {
      say(`${events} events`);
      rows.push(await measure(withShadow));
    }
    return rows;
  },
};
