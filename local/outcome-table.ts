import Table from 'cli-table3';
import pc from 'picocolors';
import { type Outcome, type State } from '../shared/pipeline/outcome';
import { byIndicator, type OfOne } from './by-indicator';
import { asExpected, type Settled } from './send-samples';

const colour: Record<State, (text: string) => string> = {
  created: pc.green,
  updated: pc.green,
  revoked: pc.green,
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

const said = ({ state, destination }: Outcome): string =>
  `${destination === null ? '' : `${destination} `}${colour[state](state)}`;

const cells = (of: OfOne): readonly string[] => {
  const [{ place, observable }] = of;
  return [
    place || '/',
    observable === null ? pc.dim('-') : `${observable.kind}\n${pc.dim(observable.value.slice(0, 27))}`,
    of.map(said).join('\n'),
    of.map(why).join('\n'),
  ];
};

type Row = (string | { rowSpan: number; content: string })[];

/** The outcomes of one event: a line for each indicator, beside the lines of `head`. */
const block = (head: readonly string[], outcomes: readonly Outcome[]): Row[] => {
  const content = head.join('\n');
  const [first, ...others] = byIndicator(outcomes).map(cells);
  if (first === undefined) return [[content, pc.dim('-'), pc.dim('-'), pc.red('no outcome'), '']];
  return [[{ rowSpan: others.length + 1, content }, ...first], ...others.map((row) => [...row])];
};

const tableOf = (rows: readonly Row[]): string => {
  const table = new Table({
    head: ['event', 'place', 'observable', 'state', 'id or reason'],
    colWidths: [31, 17, 30, 20, 36],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  table.push(...rows);
  return table.toString();
};

const ofSample = (settled: Settled, otherwise: string): Row[] => {
  const { sample, status, outcomes } = settled;
  const format = outcomes.find((outcome) => outcome.format !== null)?.format;
  const found = byIndicator(outcomes);
  const taken = found.filter((of) => of.some(({ state }) => state === 'created')).length;
  const head = [
    pc.bold(sample.name),
    `${sample.channel}${status === null ? '' : ` ${status}`}`,
    pc.dim(`${format ?? 'no format'}: ${taken} taken, ${found.length - taken} left`),
    asExpected(settled) ? pc.green('as expected') : pc.red(otherwise),
  ];
  return block(head, outcomes);
};

/** A block for each sample and a line for each indicator. `otherwise` is shown for a sample with unexpected results. */
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

/** A block for each intake and a line for each indicator. */
export const outcomeTable = (outcomes: readonly Outcome[]): string => {
  const intakes = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const known = intakes.get(outcome.intakeId);
    if (known === undefined) intakes.set(outcome.intakeId, [outcome]);
    else known.push(outcome);
  }
  return tableOf([...intakes.values()].flatMap(ofIntake));
};
