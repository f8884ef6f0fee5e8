import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type ExpressionPool } from '../../shared/expressions/pool';
import { formats } from '../../shared/formats';
import { read } from '../../shared/pipeline/reading/read';
import { readProfile } from '../../shared/profile/profile';
import { buildWorker } from '../expressions/pool-of-processes';
import { type Bench, type Row } from './bench';
import { median } from './statistics';

const root = path.resolve(__dirname, '../..');

const profile = readProfile(JSON.parse(readFileSync(path.join(root, 'profiles/generic.json'), 'utf8')));
if (profile._tag === 'Left') throw new Error('profiles/generic.json is not right');

const event = (indicators: number) => ({
  rule: 'Beacon to a known C2',
  severity: 'high',
  indicators: Array.from({ length: indicators }, (_, n) => ({
    domain: `host-${n}.sample-campaign.com`,
    description: 'its domain',
  })),
});

const reader = ({ evaluate }: ExpressionPool) =>
  read({ formats, now: () => new Date(), identityScope: 'bench', profile: profile.right, evaluate });

const readOne = async (reading: ReturnType<typeof reader>, indicators: number): Promise<void> => {
  const origin = { eventId: 'e', source: 'bench', type: null, time: null };
  const received = { intakeId: 'i', origin, headers: {}, receivedAt: new Date(), format: null };
  const result = await reading({ ...received, body: event(indicators) })();
  if (result._tag === 'Left' || result.right.found.length !== indicators)
    throw new Error('an event was not read as a whole');
};

/** Milliseconds that so many events take, so many at a time. */
const took = async (run: () => Promise<void>, events: number, atOnce: number): Promise<number> => {
  let left = events;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await run();
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  return performance.now() - began;
};

const cases = [
  { indicators: 1, events: 1000, atOnce: 1 },
  { indicators: 1, events: 1000, atOnce: 16 },
  { indicators: 1000, events: 20, atOnce: 1 },
  { indicators: 1000, events: 20, atOnce: 16 },
];

const rounds = 5;

const measure = async (
  pool: ExpressionPool,
  { indicators, events, atOnce }: (typeof cases)[0],
): Promise<Row> => {
  const run = () => readOne(reader(pool), indicators);
  await took(run, events, atOnce);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await took(run, events, atOnce));
  const perSecond = (events / median(times)) * 1000;
  return { indicators, atOnce, eventsPerSecond: Math.round(perSecond), rounds };
};

export const expressions: Bench = {
  name: 'expressions',
  title:
    'events of the custom format of profiles/generic.json, read with its expressions in processes of their own',
  run: async (say) => {
    const worker = await buildWorker();
    const pool = worker.pool();
    try {
      const first = await took(() => readOne(reader(pool), 1), 1, 1);
      const rows: Row[] = [];
      for (const one of cases) {
        say(`${one.indicators} indicators an event, ${one.atOnce} events at once`);
        rows.push(await measure(pool, one));
      }
      return rows.map((row) => ({ ...row, firstEventMs: Math.round(first) }));
    } finally {
      await worker.remove();
    }
  },
};
