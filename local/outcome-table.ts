import Table from 'cli-table3';
import pc from 'picocolors';
import { type Outcome, type State } from '../shared/pipeline/outcome';
import { asExpected, type Settled } from './send-samples';

const colour: Record<State, (text: string) => string> = {
  created: pc.green,
  updated: pc.green,
  duplicate: pc.dim,
  rejected: pc.red,
  skipped: pc.yellow,
  deferred: pc.cyan,
  parked: pc.magenta,
};

const why = ({ id, reason }: Outcome): string => {
  if (reason === null) return pc.dim(`id …${(id ?? '').slice(-16)}`);
  const [first] = reason.violations;
  return first === undefined ? reason.text : `${first.pointer || '/'}: expected ${first.expected}`;
};

const cells = (outcome: Outcome): readonly string[] => [
  outcome.place || '/',
  outcome.observable === null
    ? pc.dim('-')
    : `${outcome.observable.kind}\n${pc.dim(outcome.observable.value.slice(0, 27))}`,
  `${colour[outcome.state](outcome.state)}${outcome.destination === null ? '' : `\n${pc.dim(outcome.destination)}`}`,
  why(outcome),
];

type Row = (string | { rowSpan: number; content: string })[];

/** What came of one event: one line an outcome, beside the lines of `head`. */
const block = (head: readonly string[], outcomes: readonly Outcome[]): Row[] => {
  const content = head.join('\n');
  const [first, ...others] = outcomes.map(cells);
  if (first === undefined) return [[content, pc.dim('-'), pc.dim('-'), pc.red('no outcome'), '']];
  return [[{ rowSpan: outcomes.length, content }, ...first], ...others.map((row) => [...row])];
};

const tableOf = (rows: readonly Row[]): string => {
  const table = new Table({
    head: ['event', 'place', 'observable', 'state', 'id or reason'],
    colWidths: [31, 17, 30, 11, 36],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  table.push(...rows);
  return table.toString();
};

const ofSample = (settled: Settled, otherwise: string): Row[] => {
  const { sample, status, outcomes } = settled;
  const format = outcomes.find((outcome) => outcome.format !== null)?.format;
  const taken = outcomes.filter(({ state }) => state === 'created').length;
  const head = [
    pc.bold(sample.name),
    `${sample.channel}${status === null ? '' : ` ${status}`}`,
    pc.dim(`${format ?? 'no format'}: ${taken} taken, ${outcomes.length - taken} left`),
    asExpected(settled) ? pc.green('as expected') : pc.red(otherwise),
  ];
  return block(head, outcomes);
};

/** One block a sample, one line an outcome; `otherwise` is said of a sample that did not come out as expected. */
export const sampleTable = (settled: readonly Settled[], otherwise: string): string =>
  tableOf(settled.flatMap((one) => ofSample(one, otherwise)));

const ofIntake = (outcomes: readonly Outcome[]): Row[] => {
  const [first] = outcomes;
  const format = outcomes.find((outcome) => outcome.format !== null)?.format ?? 'no format';
  const { source = '', intakeId = '', receivedAt = '' } = first ?? {};
  return block(
    [pc.bold(format), source, pc.dim(`intake ${intakeId.slice(0, 8)}`), pc.dim(receivedAt)],
    outcomes,
  );
};

/** One block an intake, one line an outcome. */
export const outcomeTable = (outcomes: readonly Outcome[]): string => {
  const intakes = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const known = intakes.get(outcome.intakeId);
    if (known === undefined) intakes.set(outcome.intakeId, [outcome]);
    else known.push(outcome);
  }
  return tableOf([...intakes.values()].flatMap(ofIntake));
};
