/** `npm run fuzz`: samples changed at random through every format and the whole reading; looks for broken laws. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { positive, runCommand, type ParsedCommandLine } from '../../local/command-line';
import { readCorpus } from './corpus';
import { type Input } from './input';
import { check, type Broken } from './laws';
import { minimise } from './minimise';
import { fuzzTable } from './report';
import { runFuzz } from './run';

const usage = `npm run fuzz -- [options]
  --seconds N   how long; 60
  --inputs N    how many instead
  --seed S      repeats the inputs; 1
  --only N      the one input of that number
  --save DIR    writes each input that breaks a law there, as it was and as small as it still breaks it
Exit code 1: a law is broken.
`;

const options = {
  seconds: { type: 'string', default: '60' },
  inputs: { type: 'string' },
  seed: { type: 'string', default: '1' },
  only: { type: 'string' },
  save: { type: 'string' },
} as const;

type Values = ParsedCommandLine<typeof options>['values'];

const tooSlowMs = 2000;

/** The most that are shown and saved; others are mostly of the same kinds. */
const maxShown = 20;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const pretty = (body: unknown): string => `${JSON.stringify(body, null, 2)}\n`;

const save = (folder: string, input: Input, [first]: readonly Broken[]): void => {
  mkdirSync(folder, { recursive: true });
  const isBad = (body: unknown): boolean =>
    check({ ...input, body }).broken.some(({ law }) => law === first?.law);
  const file = path.join(folder, `${first?.law ?? 'law'}-${input.index}`);
  writeFileSync(`${file}.json`, pretty(input.body));
  if (first?.law !== 'slow') writeFileSync(`${file}.small.json`, pretty(minimise(input.body, isBad)));
};

/** Processor time, because other work on the machine does not make an input slow. */
const busyMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const goesOnUntil = (values: Values, end: number): ((done: number) => boolean) => {
  if (values.only !== undefined) return (done) => done < 1;
  if (values.inputs !== undefined) {
    const most = positive('inputs', values.inputs);
    return (done) => done < most;
  }
  return () => performance.now() < end;
};

const main = (values: Values): number => {
  const seed = positive('seed', values.seed);
  const started = performance.now();
  let shown = 0;
  const report = runFuzz({
    corpus: readCorpus(),
    seed,
    first: values.only === undefined ? 0 : Number(values.only),
    goesOn: goesOnUntil(values, started + positive('seconds', values.seconds) * 1000),
    tooSlow: tooSlowMs,
    clock: busyMs,
    onBroken: (input, broken) => {
      shown += 1;
      if (shown > maxShown) return;
      say(`input ${input.index} (--seed ${seed} --only ${input.index}), from ${input.from}:`);
      broken.slice(0, 5).forEach(({ law, detail }) => say(`  ${law}: ${detail}`));
      if (values.save !== undefined) save(values.save, input, broken);
    },
  });
  say(fuzzTable(report, (performance.now() - started) / 1000));
  return Object.keys(report.broken).length > 0 ? 1 : 0;
};

void runCommand({ command: 'npm run fuzz', usage, options }, ({ values }) => main(values));
