import { type Command } from 'commander';
import { connectionOf, withConnection, type ConnectionOptions } from '../connection';
import { withExamples } from '../examples';
import { Failure, UsageFailure, failureOf } from '../failure';
import { gatewayAt, type Gateway } from '../gateway';
import { oneByOne, resultJson, resultRow } from '../one-by-one';
import { printAs, withOutput, type OutputOptions } from '../output';
import { type World } from '../world';
import { accountOf, withAccount, type AccountOptions } from './account';
import { type DeadLetter } from './dead-letter';
import { type DeadLetters, type DeadLetterStore } from './store';

interface ReplayOptions extends AccountOptions, ConnectionOptions, OutputOptions {
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

/** What came of a blob whose events were all taken. */
interface Replayed {
  readonly events: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly removed: boolean;
}

const maxNamed = 10;

const refused = (
  failures: readonly (readonly [DeadLetter, Failure])[],
  of: number,
  isDry: boolean,
): Failure => {
  const named = failures
    .slice(0, maxNamed)
    .map(([{ eventId }, { message, advice }]) => `${eventId ?? 'no id'}: ${message}\n${advice}`);
  const more = failures.length - named.length;
  return new Failure(
    `${failures.length} of ${of} ${of === 1 ? 'event' : 'events'} ${isDry ? 'would be' : 'were'} refused; the blob stays`,
    [
      ...named,
      ...(more > 0 ? [`and ${more} more`] : []),
      'what is refused for its content will be refused again',
    ].join('\n'),
  );
};

const add = (sums: Record<string, number>, counts: Readonly<Record<string, number>>): void => {
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
};

/** Sends every event of a blob, one by one. Stops where the others would fail as well. */
const sendAll = async (gateway: Gateway, letters: readonly DeadLetter[], isDry: boolean) => {
  const counts: Record<string, number> = {};
  const failures: (readonly [DeadLetter, Failure])[] = [];
  for (const letter of letters) {
    try {
      add(counts, await gateway.deliver(letter.event, letter.isCloudEvent, isDry));
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.isGeneral) throw failure;
      failures.push([letter, failure]);
    }
  }
  if (failures.length > 0) throw refused(failures, letters.length, isDry);
  return counts;
};

const replayOne =
  (store: DeadLetterStore, gateway: Gateway, isDry: boolean) =>
  async (name: string): Promise<Replayed> => {
    const blob: DeadLetters = await store.read(name);
    if (blob.letters === null)
      throw new Failure('it holds no events, or more than 64 MiB; it stays', 'look at it yourself');
    const counts = await sendAll(gateway, blob.letters, isDry);
    // Only now: every event in it is settled, or durably kept.
    if (!isDry) await store.remove(blob);
    return { events: blob.letters.length, counts, removed: !isDry };
  };

const describe = ({ events, counts, removed }: Replayed): string =>
  [
    `${events} ${events === 1 ? 'event' : 'events'}`,
    ...Object.entries(counts)
      .filter(([name, count]) => name !== 'total' && count > 0)
      .map(([name, count]) => `${count} ${name}`),
    ...(removed ? [] : ['nothing was sent']),
  ].join(', ');

const namesOf = async (store: DeadLetterStore, named: readonly string[], all: boolean) => {
  if (all && named.length > 0) throw new UsageFailure('give names or --all, not both');
  if (!all && named.length === 0)
    throw new UsageFailure('give one or more names, or --all', 'dead-letters list shows them');
  return all ? store.names() : [...new Set(named)];
};

const run = async (named: readonly string[], options: ReplayOptions): Promise<void> => {
  const isDry = options.dryRun === true;
  const gateway = gatewayAt(connectionOf(options));
  const account = await accountOf(options);
  const { deadLetterStore } = await import('./store');
  const store = deadLetterStore(account, options.container);
  const names = await namesOf(store, named, options.all === true);
  const results = await oneByOne(names, {
    verb: isDry ? 'trying' : 'replaying',
    work: replayOne(store, gateway, isDry),
    describe,
  });
  const done = results.filter(({ _tag }) => _tag === 'Done').length;
  printAs(options, {
    table: () =>
      `${isDry ? 'would replay' : 'replayed'} ${done} of ${names.length}, ${names.length - done} ${isDry ? 'would stay' : 'stay'}`,
    json: () => ({
      dryRun: isDry,
      results: results.map(resultJson),
      notTried: names.length - results.length,
    }),
    tsv: () => results.map(resultRow(describe)),
  });
  if (done < names.length) process.exitCode = 1;
};

export const addReplay = (deadLetters: Command, { name }: World): void => {
  const command = deadLetters
    .command('replay')
    .description(
      'send the events of blobs to the gateway; a blob goes once everything in it is settled or kept',
    )
    .argument('[name...]', 'of blobs, as list shows them')
    .option('--all', 'every one that lies there')
    .option('--dry-run', 'ask the gateway what they would come to; nothing is sent and nothing goes');
  withOutput(withConnection(withAccount(command))).action(run);
  withExamples(command, name, [
    ['what would come of it', 'dead-letters replay --all --dry-run --account ACCOUNT'],
    ['all that lies there', 'dead-letters replay --all --account ACCOUNT'],
    ['one blob', 'dead-letters replay NAME --account ACCOUNT'],
  ]);
};
