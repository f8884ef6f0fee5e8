import pc from 'picocolors';
import { connectionOf, type ConnectionOptions } from './connection';
import { countOf, printDone } from './counted';
import { UsageFailure } from './failure';
import { gatewayAt } from './gateway';
import { type WouldBePutBack } from './gateway-answers';
import { printAs, type OutputOptions } from './output';
import { plain } from './print';
import { createProgress } from './progress';
import { columnsOf, fit } from './table';
import { type Cell } from './tsv';

export interface RepairOptions extends ConnectionOptions, OutputOptions {
  readonly destination?: string;
  readonly repair?: boolean;
  readonly count?: string;
}

const whyNot = (fate: string): string =>
  fate === 'goes' ? '' : 'stays: the ledger does not hold what was sent';

const tableOf = (
  { count, goes, unseen, indicators, more }: WouldBePutBack,
  columns: number | undefined,
): string =>
  [
    ...columnsOf(
      indicators.map(({ destination, externalId, observable, state, differs, fate }) => [
        plain(destination),
        pc.red(plain([state, ...differs].join(' '))),
        plain(observable?.value ?? externalId),
        pc.yellow(whyNot(fate)),
      ]),
    ),
    ...(more === 0 ? [] : [pc.dim(`and ${more} more`)]),
    ...unseen.map(({ destination, code }) =>
      pc.yellow(`${plain(destination)}: not all could be seen (${plain(code)})`),
    ),
    `${count} were removed or changed by others, ${goes} would be sent again${count === 0 ? '' : `; --repair --count ${count} puts them back`}`,
  ]
    .filter((line) => line !== '')
    .map((line) => fit(line, columns))
    .join('\n');

const rowOf = ({
  destination,
  state,
  externalId,
  id,
  observable,
  differs,
  fate,
}: WouldBePutBack['indicators'][number]): readonly Cell[] => [
  destination,
  state,
  externalId,
  id,
  observable?.value ?? null,
  differs.join(' '),
  fate,
];

/** Lists what would be put back. With a count it is put back, where the number is the same. */
export const runRepair = async (options: RepairOptions, columns: number | undefined): Promise<void> => {
  const { destination } = options;
  const expected = countOf(options);
  const connection = connectionOf(options);
  const gateway = gatewayAt(connection);
  const progress = await createProgress();
  if (expected === undefined) {
    progress.begin(`asking ${connection.url} what others removed or changed`);
    const would = await gateway.wouldBePutBack(destination);
    progress.end(true, `${would.count} differ`);
    printAs(options, {
      table: () => tableOf(would, columns),
      json: () => would,
      tsv: () => would.indicators.map(rowOf),
    });
    return;
  }
  progress.begin(`putting back ${expected}`);
  const done = await gateway.putBack(destination, expected);
  progress.end(true, `asked for ${expected}`);
  printDone(options, done);
};

export const isRepair = ({ repair = false, count }: RepairOptions): boolean => {
  if (!repair && count !== undefined) throw new UsageFailure('--count goes with --repair');
  return repair;
};
