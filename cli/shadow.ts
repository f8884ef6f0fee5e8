import { type Command } from 'commander';
import pc from 'picocolors';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { withExamples } from './examples';
import { UsageFailure } from './failure';
import { gatewayAt, type Gateway } from './gateway';
import { type ShadowReport } from './gateway-answers';
import { failWhere, printAs, withOutput, type OutputOptions } from './output';
import { plain } from './print';
import { columnsOf, fit } from './table';
import { type Cell } from './tsv';
import { type World } from './world';

interface ShadowOptions extends ConnectionOptions, OutputOptions {
  readonly since?: string;
  readonly limit: string;
}

const limitOf = ({ limit }: ShadowOptions): number => {
  if (!/^[1-9]\d{0,5}$/.test(limit)) throw new UsageFailure('--limit: expected an integer from 1 to 999999');
  return Number(limit);
};

/** Reads pages until there are as many differences as wanted. */
const reportOf = async (
  gateway: Gateway,
  name: string,
  { since, limit }: { readonly since: string | undefined; readonly limit: number },
): Promise<ShadowReport> => {
  const size = String(Math.min(limit, 1000));
  let report = await gateway.shadow(name, { since, size });
  while (report.next !== null && report.differences.length < limit) {
    const page = await gateway.shadow(name, { since: report.since, size, next: report.next });
    report = { ...report, next: page.next, differences: [...report.differences, ...page.differences] };
  }
  return { ...report, differences: report.differences.slice(0, limit) };
};

const word = (state: string, code: string | null): string => `${state}${code === null ? '' : ` (${code})`}`;

type Difference = ShadowReport['differences'][number];

const valueOf = ({ observable, externalId }: Difference): string => observable?.value ?? externalId ?? '-';

const tableOf = (report: ShadowReport, columns: number | undefined): string =>
  [
    `${report.same} the same as at ${plain(report.of)}, ${report.different} not, ${report.missed} not tried; since ${report.since}`,
    ...columnsOf(
      report.differences.map((one) => [
        plain(valueOf(one)),
        word(one.expected.state, one.expected.code),
        pc.yellow(word(one.state, one.reason?.code ?? null)),
        one.recordedAt.slice(0, 16),
        plain(one.eventId),
      ]),
    ),
    ...(report.differences.length < report.different
      ? [pc.dim(`and ${report.different - report.differences.length} more`)]
      : []),
  ]
    .map((line) => fit(line, columns))
    .join('\n');

const rowOf = (one: Difference): readonly Cell[] => [
  valueOf(one),
  one.expected.state,
  one.expected.code,
  one.state,
  one.reason?.code ?? null,
  one.externalId,
  one.recordedAt,
  one.eventId,
];

export const addShadow = (program: Command, world: World): void => {
  const command = program
    .command('shadow')
    .description('what came to something else at a shadow than at the destination that it shadows')
    .argument('<name>', 'the destination that is a shadow')
    .option('--since <time>', 'from then on, such as 2030-01-31; else of the last day')
    .option('--limit <n>', 'so many at most', '100');
  withOutput(withConnection(command), 'there is a difference').action(
    async (name: string, options: ShadowOptions) => {
      const limit = limitOf(options);
      const report = await reportOf(gatewayAt(connectionOf(options)), name, { since: options.since, limit });
      printAs(options, {
        table: () => tableOf(report, world.columns),
        json: () => report,
        tsv: () => report.differences.map(rowOf),
      });
      failWhere(options, report.different > 0);
    },
  );
  withExamples(command, world.name, [
    ['may the new workspace take over', 'shadow sentinel-new --since 2030-01-31'],
  ]);
};
