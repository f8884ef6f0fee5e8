import { type Command } from 'commander';
import pc from 'picocolors';
import { connectionOf, withConnection } from './connection';
import { withExamples } from './examples';
import { gatewayAt } from './gateway';
import { type ReadBackAnswer, type ShownDifference } from './gateway-answers';
import { failWhere, printAs, withOutput } from './output';
import { plain } from './print';
import { createProgress } from './progress';
import { isRepair, runRepair, type RepairOptions } from './repair';
import { columnsOf, fit } from './table';
import { type Cell } from './tsv';
import { type World } from './world';

const why = ({ causes, differs }: ShownDifference): string => [...causes, ...differs].join(', ');

const rowsOf = ({ destination, differences }: ReadBackAnswer): readonly (readonly Cell[])[] =>
  differences.map((one) => [
    destination,
    one.state,
    one.externalId,
    one.id,
    why(one),
    one.since,
    one.expires,
  ]);

/** Nothing was looked at because nobody said where: that is no trouble, but nothing is known. */
const isLeftOut = ({ unseen }: ReadBackAnswer): boolean =>
  unseen !== null && ['not-set-up', 'no-ledger'].includes(unseen.code);

const isExpired = ({ causes }: ShownDifference): boolean => causes[0] === 'expired';

/** What expired at its time is as it should be, so it does not count. */
const isWrong = ({ differences, more }: ReadBackAnswer): boolean =>
  more > 0 || differences.some((one) => !isExpired(one));

const headOf = (answer: ReadBackAnswer): string => {
  const { destination, counts, unseen } = answer;
  const summary = Object.entries(counts)
    .filter(([name, count]) => count > 0 || name === 'visible')
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
  const blind =
    unseen === null
      ? ''
      : `\n  ${pc.yellow(`not all could be seen (${plain(unseen.code)}): what was not seen is not judged`)}`;
  return `${pc.bold(plain(destination))}  ${summary}${blind}`;
};

const linesOf = (answer: ReadBackAnswer): readonly string[] => [
  headOf(answer),
  ...columnsOf(
    answer.differences.map((one) => [
      `  ${pc.red(plain(one.state))}`,
      plain(one.externalId),
      pc.yellow(plain(why(one))),
    ]),
  ),
  ...(answer.more === 0 ? [] : [pc.dim(`  and ${answer.more} more`)]),
];

const tableOf = (answers: readonly ReadBackAnswer[], width: number | undefined): string =>
  answers
    .flatMap(linesOf)
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .map((line) => fit(line, width))
    .join('\n');

const runIn =
  ({ columns }: World) =>
  async (options: RepairOptions): Promise<void> => {
    if (isRepair(options)) return runRepair(options, columns);
    const connection = connectionOf(options);
    const progress = await createProgress();
    progress.begin(`asking ${connection.url} to look at what its destinations show`);
    const answers = await gatewayAt(connection).verify(options.destination);
    progress.end(true, 'looked');
    printAs(options, {
      table: () => tableOf(answers, columns),
      json: () => ({ destinations: answers }),
      tsv: () => answers.flatMap(rowsOf),
    });
    if (answers.some((answer) => answer.unseen !== null && !isLeftOut(answer))) process.exitCode = 1;
    failWhere(
      options,
      answers.some((answer) => isWrong(answer) || isLeftOut(answer)),
    );
  };

export const addVerify = (program: Command, world: World): void => {
  const command = program
    .command('verify')
    .description(
      'hold what the ledger says against what each product shows; changes nothing but with --repair and a count',
    )
    .option('--destination <names>', 'only these, with commas between')
    .option('--repair', 'list what others removed or changed, and with --count put it back')
    .option('--count <n>', 'with --repair: put it back, where it is as many as the list said');
  withOutput(withConnection(command), 'anything is missing, changed by others or not shown').action(
    runIn(world),
  );
  withExamples(command, world.name, [
    ['what every product shows', 'verify'],
    ['what Sentinel took and does not show', 'verify --destination sentinel'],
    ['fail a check where anything differs', 'verify --strict -o json'],
    ['what others removed or changed', 'verify --repair'],
    ['put the three of them back', 'verify --repair --count 3'],
  ]);
};
