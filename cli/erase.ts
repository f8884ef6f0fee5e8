import { type Command } from 'commander';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { countOf } from './counted';
import { withExamples } from './examples';
import { UsageFailure } from './failure';
import { gatewayAt } from './gateway';
import { type KeptOf } from './gateway-answers';
import { printAs, withOutput, type OutputOptions } from './output';
import { type World } from './world';

interface EraseOptions extends ConnectionOptions, OutputOptions {
  readonly value?: string;
  readonly eventId?: string;
  readonly count?: string;
}

const saidOf = ({ rows, outcomes, parked, count, held = 0 }: KeptOf): string => {
  const what = `${rows} rows of the ledger, ${outcomes} outcomes, ${parked} parked`;
  if (count === undefined) return `erased: ${what}`;
  const stays = held === 0 ? '' : `\n${held} are held and stay: take them back first`;
  return `kept: ${what}${count === 0 ? '' : `; --count ${count} erases them`}${stays}`;
};

const run = async (options: EraseOptions): Promise<void> => {
  const { value, eventId } = options;
  if ((value === undefined) === (eventId === undefined))
    throw new UsageFailure('give one of --value and --event-id');
  const count = countOf(options);
  const asked = count === undefined ? { dryRun: 'true' } : { count: String(count) };
  const answer = await gatewayAt(connectionOf(options)).erase({ value, eventId, ...asked });
  printAs(options, {
    table: () => saidOf(answer),
    json: () => answer,
    tsv: () => [[answer.count ?? null, answer.held ?? null, answer.rows, answer.outcomes, answer.parked]],
  });
};

export const addErase = (program: Command, world: World): void => {
  const command = program
    .command('erase')
    .description('say what the gateway keeps of a value or an event, and with --count erase it')
    .option('--value <value>', 'a domain, address, URL or hash')
    .option('--event-id <id>', 'an event, as outcomes name it')
    .option('--count <n>', 'erase it, where there is as much as was said before');
  withOutput(withConnection(command)).action(run);
  withExamples(command, world.name, [
    ['what is kept of an address', 'erase --value 203.0.113.7'],
    ['erase the seven things that are kept of an event', 'erase --event-id b5f8c1de --count 7'],
  ]);
};
