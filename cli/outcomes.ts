import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Option, type Command } from 'commander';
import pc from 'picocolors';
import { outcomeStates } from '../shared/pipeline/outcome';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { withExamples } from './examples';
import { UsageFailure } from './failure';
import { followedAtOnce, followOutcomes } from './follow-outcomes';
import { gatewayAt, type Gateway } from './gateway';
import { type OutcomesPage, type ShownOutcome } from './gateway-answers';
import { outcomeCells, outcomeRow } from './outcome-row';
import { printAs, withOutput, type OutputOptions } from './output';
import { cursorFile } from './cursor-file';
import { handOut, note } from './print';
import { columnsOf, fit } from './table';
import { tsvOf } from './tsv';
import { type World } from './world';

interface OutcomesOptions extends ConnectionOptions, OutputOptions {
  readonly intake?: string;
  readonly event?: string;
  readonly since?: string;
  readonly until?: string;
  readonly state?: string;
  readonly limit: number;
  readonly follow?: boolean;
  readonly after?: string;
  readonly keep?: string;
  readonly every: number;
}

const wholeNumber =
  (name: string, most: number) =>
  (text: string): number => {
    const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
    if (number < 1 || number > most) throw new UsageFailure(`${name}: expected an integer from 1 to ${most}`);
    return number;
  };

/** Reads pages until there are as many as wanted. */
const newest = async (gateway: Gateway, options: OutcomesOptions): Promise<OutcomesPage> => {
  const { intake, event, since, until, state, limit } = options;
  const found: ShownOutcome[] = [];
  let next: string | null = null;
  do {
    const size = String(Math.min(limit - found.length, 1000));
    const asked = { intake, eventId: event, since, until, state, size, ...(next === null ? {} : { next }) };
    const page: OutcomesPage = await gateway.outcomes(asked);
    found.push(...page.outcomes);
    ({ next } = page);
  } while (next !== null && found.length < limit);
  return { outcomes: found, next };
};

const textOf = ({ outcomes, next }: OutcomesPage, width: number | undefined): string => {
  if (outcomes.length === 0) return 'none of these is kept';
  const more = next === null ? [] : [pc.dim(`the newest ${outcomes.length}; --limit shows more`)];
  return [...columnsOf(outcomes.map(outcomeCells)), ...more].map((line) => fit(line, width)).join('\n');
};

const line = (one: ShownOutcome, { output }: OutputOptions, width: number | undefined): string => {
  if (output === 'json') return JSON.stringify(one);
  return output === 'tsv' ? tsvOf([outcomeRow(one)]) : fit(outcomeCells(one).join('  '), width);
};

const isMeant =
  ({ intake, event }: OutcomesOptions) =>
  ({ intakeId, eventId }: ShownOutcome): boolean =>
    (intake === undefined || intakeId === intake) && (event === undefined || eventId === event);

const follow = (gateway: Gateway, options: OutcomesOptions, world: World): Promise<never> => {
  const { state, since, after, keep, every } = options;
  const file = keep === undefined ? undefined : cursorFile(path.resolve(world.folder, keep));
  const meant = isMeant(options);
  return followOutcomes(
    {
      read: (place) => gateway.outcomes({ after: place, state, size: String(followedAtOnce) }),
      print: async (one) => {
        if (meant(one)) await handOut(line(one, options, world.columns));
      },
      keep: (cursor) => file?.write(cursor),
      pause: () => sleep(every * 1000),
      note,
    },
    after ?? file?.read() ?? since ?? world.now().toISOString(),
  );
};

const runIn =
  (world: World) =>
  async (options: OutcomesOptions): Promise<void> => {
    const gateway = gatewayAt(connectionOf(options));
    if (options.follow === true) return follow(gateway, options, world);
    if (options.after !== undefined || options.keep !== undefined)
      throw new UsageFailure('--after and --keep go with --follow');
    const page = await newest(gateway, options);
    printAs(options, {
      table: () => textOf(page, world.columns),
      json: () => page,
      tsv: () => page.outcomes.map(outcomeRow),
    });
  };

export const addOutcomes = (program: Command, world: World): void => {
  const command = program
    .command('outcomes')
    .description('what became of indicators, the newest first; takes nothing from the queue of outcomes')
    .option('--intake <id>', 'of this intake: intakeId of the answer')
    .option('--event <id>', 'of this event')
    .option('--since <time>', 'kept at or after, such as 2030-01-31 or 2030-01-31T12:00:00Z')
    .option('--until <time>', 'kept before')
    .addOption(new Option('--state <state>', 'only of this state').choices(outcomeStates))
    .option('--limit <n>', 'so many', wholeNumber('--limit', 1_000_000), 50)
    .addOption(
      new Option(
        '--follow',
        'what comes from now on (or after --since), the oldest first; as JSON one a line',
      ).conflicts(['until', 'limit']),
    )
    .option('--after <cursor>', 'with --follow: go on behind the line that has this cursor')
    .option('--keep <file>', 'with --follow: keep the cursor there, and go on from it')
    .option('--every <seconds>', 'with --follow: ask so often', wholeNumber('--every', 3600), 5);
  withOutput(withConnection(command)).action(runIn(world));
  withExamples(command, world.name, [
    ['what became of what was just sent', 'outcomes --intake 2f0c6f6e-3c1d-4f2b-9a57-0d6a2f1f7a10'],
    ['what a destination refused since Friday', 'outcomes --state rejected --since 2030-01-31'],
    ['everything that comes, for a program', 'outcomes --follow --keep cursor.txt -o json'],
  ]);
};
