import { type Command, Option } from 'commander';
import pc from 'picocolors';
import { lifeStates } from '../shared/delivery/ledger/life-state';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { withExamples } from './examples';
import { UsageFailure } from './failure';
import { gatewayAt, type Gateway } from './gateway';
import { type FoundPage, type KnownThere } from './gateway-answers';
import { printAs, withOutput, type OutputOptions } from './output';
import { plain } from './print';
import { columnsOf, fit } from './table';
import { type Cell } from './tsv';
import { type World } from './world';

interface FindOptions extends ConnectionOptions, OutputOptions {
  readonly externalId?: string;
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
  readonly eventId?: string;
  readonly state?: string;
  readonly urls?: boolean;
  readonly limit: string;
}

const limitOf = ({ limit }: FindOptions): number => {
  if (!/^[1-9]\d{0,5}$/.test(limit)) throw new UsageFailure('--limit: expected an integer from 1 to 999999');
  return Number(limit);
};

const askedOf = (
  value: string | undefined,
  options: FindOptions,
): Readonly<Record<string, string | undefined>> => {
  const { externalId, source, from, to, eventId, state, urls } = options;
  const named = [value, externalId, source, eventId].filter((text) => text !== undefined);
  if (named.length !== 1)
    throw new UsageFailure('give a value, or one of --external-id, --source and --event-id');
  if (source === undefined && (from !== undefined || to !== undefined))
    throw new UsageFailure('--from and --to go with --source');
  if (urls === true && value === undefined) throw new UsageFailure('--urls goes with a value');
  return { value, externalId, source, from, to, eventId, state, ...(urls === true ? { urls: 'true' } : {}) };
};

/** Reads pages until there are as many as wanted. */
const firstOf = async (
  gateway: Gateway,
  asked: Readonly<Record<string, string | undefined>>,
  limit: number,
): Promise<FoundPage> => {
  const found: KnownThere[] = [];
  let page: FoundPage;
  let next: string | null = null;
  do {
    const size = String(Math.min(limit - found.length, 1_000));
    page = await gateway.find({ ...asked, size, ...(next === null ? {} : { next }) });
    found.push(...page.indicators);
    ({ next } = page);
  } while (next !== null && found.length < limit);
  return { count: page.count, indicators: found, next };
};

/** What was taken back by request for everybody names nobody. */
const sourceOf = ({ source }: KnownThere['saidBy'][number]): string => (source === '' ? 'everybody' : source);

const sourcesOf = ({ saidBy }: KnownThere): string =>
  [...new Set(saidBy.map((one) => (one.takenBack ? `${sourceOf(one)} (taken back)` : sourceOf(one))))].join(
    ', ',
  );

const seen = ({ readBack }: KnownThere): string => {
  if (readBack === null) return '';
  const { state, at, causes, differs } = readBack;
  const why = [...causes, ...differs].join(', ');
  const told = plain(`${state}${why === '' ? '' : ` (${why})`} at ${at.slice(0, 16)}`);
  return state === 'visible' || state === 'pending' ? told : pc.yellow(told);
};

const valueOf = ({ observables, externalId }: KnownThere): string => observables[0]?.value ?? externalId;

const tableOf = ({ count, indicators }: FoundPage, columns: number | undefined): string =>
  count === 0
    ? 'the ledger knows nothing of it: it was never sent from here, or its row has left; a network or a domain around it has its own row'
    : [
        ...columnsOf(
          indicators.map((one) => [
            plain(valueOf(one)),
            plain(one.destination),
            one.state === 'held' || one.state === 'changed' ? pc.green(one.state) : pc.yellow(one.state),
            one.action ?? '',
            one.since === null ? '' : `since ${one.since.slice(0, 16)}`,
            `until ${one.expires.slice(0, 16)}`,
            plain(sourcesOf(one)),
            seen(one),
          ]),
        ),
        ...(indicators.length < count ? [pc.dim(`and ${count - indicators.length} more`)] : []),
      ]
        .map((line) => fit(line, columns))
        .join('\n');

const rowOf = (one: KnownThere): readonly Cell[] => [
  valueOf(one),
  one.destination,
  one.state,
  one.action,
  one.since,
  one.expires,
  one.externalId,
  one.id,
  one.saidBy.map(sourceOf).join(' '),
  one.readBack?.state ?? null,
  one.readBack?.at ?? null,
];

export const addFind = (program: Command, world: World): void => {
  const command = program
    .command('find')
    .description('where an indicator is, since when, until when, and who said it')
    .argument('[value]', 'a domain, address, URL or hash, however it is spelled')
    .option('--external-id <id>', 'the one of this externalId')
    .option('--source <name>', 'what this source says')
    .option('--from <time>', 'with --source: received then or later')
    .option('--to <time>', 'with --source: received before')
    .option('--event-id <id>', 'what this event brought')
    .addOption(new Option('--state <state>', 'only in this state').choices(lifeStates))
    .option('--urls', 'with a host: URLs there, too')
    .option('--limit <n>', 'so many at most', '100');
  withOutput(withConnection(command)).action(async (value: string | undefined, options: FindOptions) => {
    const [asked, limit] = [askedOf(value, options), limitOf(options)];
    const page = await firstOf(gatewayAt(connectionOf(options)), asked, limit);
    printAs(options, {
      table: () => tableOf(page, world.columns),
      json: () => page,
      tsv: () => page.indicators.map(rowOf),
    });
  });
  withExamples(command, world.name, [
    ['is it blocked, and who said so', 'find 203.0.113.7'],
    ['a host as a report has it, and URLs there', "find 'hxxp://evil[.]example' --urls"],
    ['what one feed run brought', 'find --event-id 2f0c6f6e-3c1d-4f2b-9a57-0d6a2f1f7a10 -o json'],
  ]);
};
