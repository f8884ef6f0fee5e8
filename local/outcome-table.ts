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
  colour[outcome.state](outcome.state),
  why(outcome),
];

type Row = (string | { rowSpan: number; content: string })[];

const rows = (settled: Settled, otherwise: string): Row[] => {
  const { sample, status, outcomes } = settled;
  const verdict = asExpected(settled) ? pc.green('as expected') : pc.red(otherwise);
  const format = outcomes.find((outcome) => outcome.format !== null)?.format;
  const taken = outcomes.filter(({ state }) => state === 'created').length;
  const lines = [
    pc.bold(sample.name),
    `${sample.channel}${status === null ? '' : ` ${status}`}`,
    pc.dim(`${format ?? 'no format'}: ${taken} taken, ${outcomes.length - taken} left`),
    verdict,
  ];
  const head = lines.join('\n');
  const [first, ...others] = outcomes.map(cells);
  if (first === undefined) return [[head, pc.dim('-'), pc.dim('-'), pc.red('no outcome'), '']];
  return [[{ rowSpan: outcomes.length, content: head }, ...first], ...others.map((row) => [...row])];
};

/** One block a sample, one line an outcome; `otherwise` is said of a sample that did not come out as expected. */
export const outcomeTable = (settled: readonly Settled[], otherwise: string): string => {
  const table = new Table({
    head: ['event', 'place', 'observable', 'state', 'id or reason'],
    colWidths: [31, 17, 30, 10, 36],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  table.push(...settled.flatMap((one) => rows(one, otherwise)));
  return table.toString();
};
