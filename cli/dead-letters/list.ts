import { type Command } from 'commander';
import { withExamples } from '../examples';
import { failWhere, printer, withOutput, type OutputOptions } from '../output';
import { type World } from '../world';
import { accountOf, withAccount, type AccountOptions } from './account';
import { linesOf, recordOf, rowsOf } from './rows';

const runIn =
  ({ now, columns }: World) =>
  async (options: AccountOptions & OutputOptions): Promise<void> => {
    const account = await accountOf(options);
    const { deadLetterStore } = await import('./store');
    const { one, end } = printer(options);
    let found = 0;
    for await (const blob of deadLetterStore(account, options.container).each()) {
      found += 1;
      one({
        table: () => linesOf(blob, now(), columns),
        json: () => recordOf(blob),
        tsv: () => rowsOf(blob),
      });
    }
    end('nothing was given up');
    failWhere(options, found > 0);
  };

export const addList = (deadLetters: Command, world: World): void => {
  const command = deadLetters.command('list').description('list what lies there, and why');
  withOutput(withAccount(command), 'anything is listed').action(runIn(world));
  withExamples(command, world.name, [
    ['what, since when, why', 'dead-letters list --account ACCOUNT'],
    ['how much of what', 'dead-letters list --account ACCOUNT -o tsv | cut -f3 | sort | uniq -c'],
    ['of npm start', 'dead-letters list --connection UseDevelopmentStorage=true'],
  ]);
};
