import { type Command } from 'commander';
import pc from 'picocolors';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { withExamples } from './examples';
import { UsageFailure } from './failure';
import { countOf, printDone } from './counted';
import { gatewayAt } from './gateway';
import { type TakeBackFilter, type WouldGo } from './gateway-answers';
import { printAs, withOutput, type OutputOptions } from './output';
import { plain } from './print';
import { createProgress } from './progress';
import { columnsOf, fit } from './table';
import { type Cell } from './tsv';
import { type World } from './world';

interface TakeBackOptions extends ConnectionOptions, OutputOptions {
  readonly externalId?: string;
  readonly value?: string;
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
  readonly eventId?: string;
  readonly count?: string;
  readonly yes?: boolean;
}

const filterOf = ({ externalId, value, source, from, to, eventId }: TakeBackOptions): TakeBackFilter => {
  const named = [externalId, value, source, eventId].filter((text) => text !== undefined);
  if (named.length !== 1)
    throw new UsageFailure('give one of --external-id, --value, --source and --event-id');
  if (source === undefined && (from !== undefined || to !== undefined))
    throw new UsageFailure('--from and --to go with --source');
  return { externalId, value, source, from, to, eventId };
};

const whyNot: ReadonlyMap<string, string> = new Map([
  ['goes', ''],
  ['said-by-another', 'stays: another still says it'],
  ['content-unknown', 'stays: written by an earlier version, without what it looks for'],
]);

const wouldTable = ({ count, goes, indicators, more }: WouldGo, columns: number | undefined): string =>
  [
    ...columnsOf(
      indicators.map(({ destination, externalId, observable, sources, fate }) => [
        plain(destination),
        plain(observable?.value ?? externalId),
        plain(sources.join(', ')),
        pc.yellow(whyNot.get(fate) ?? fate),
      ]),
    ),
    ...(more === 0 ? [] : [pc.dim(`and ${more} more`)]),
    `${count} match, ${goes} would go${count === 0 ? '' : `; --yes --count ${count} takes them back`}`,
  ]
    .filter((line) => line !== '')
    .map((line) => fit(line, columns))
    .join('\n');

const wouldRow = ({
  destination,
  externalId,
  id,
  observable,
  sources,
  fate,
}: WouldGo['indicators'][number]): readonly Cell[] => [
  destination,
  externalId,
  id,
  observable?.value ?? null,
  sources.join(' '),
  fate,
];

const runIn =
  ({ columns }: World) =>
  async (options: TakeBackOptions): Promise<void> => {
    const [filter, expected] = [filterOf(options), countOf(options)];
    const gateway = gatewayAt(connectionOf(options));
    const progress = await createProgress();
    progress.begin('looking for what matches');
    const would = await gateway.wouldGo(filter);
    progress.end(true, `${would.count} match`);
    if (options.yes !== true) {
      printAs(options, {
        table: () => wouldTable(would, columns),
        json: () => would,
        tsv: () => would.indicators.map(wouldRow),
      });
      return;
    }
    if (expected !== undefined && expected !== would.count)
      throw new UsageFailure(
        `${would.count} match, and --count names ${expected}; nothing was taken back`,
        'look at them without --yes',
      );
    progress.begin(`taking back ${would.count}`);
    const taken = await gateway.takeBack(filter, would.count);
    progress.end(true, `asked for ${would.count}`);
    printDone(options, taken);
  };

export const addTakeBack = (program: Command, world: World): void => {
  const command = program
    .command('take-back')
    .description(
      'take indicators away from where they were sent; shows what would go, and does it with --yes',
    )
    .option('--external-id <id>', 'the one of this externalId, whoever says it')
    .option('--value <value>', 'those that look for this domain, address, URL or hash, whoever says them')
    .option('--source <name>', 'what this source said, and nobody else says')
    .option('--from <time>', 'with --source: only what was received at or after')
    .option('--to <time>', 'with --source: only what was received before')
    .option('--event-id <id>', 'what this event brought, and nobody else says')
    .option('--count <n>', 'with --yes: only where so many match')
    .option('--yes', 'do it');
  withOutput(withConnection(command), 'something of it is queued or parked').action(runIn(world));
  withExamples(command, world.name, [
    ['what would go of a false positive', 'take-back --value evil.example.com'],
    ['take it back', 'take-back --value evil.example.com --yes'],
    [
      'everything that one bad feed run brought',
      'take-back --source feed --from 2030-01-31T02:00:00Z --to 2030-01-31T03:00:00Z',
    ],
  ]);
};
