import { type Command } from 'commander';
import { connectionOf, withConnection, type ConnectionOptions } from './connection';
import { withExamples } from './examples';
import { gatewayAt } from './gateway';
import { printAs, withOutput, type OutputOptions } from './output';
import { plain } from './print';
import { type World } from './world';

export const addFailBack = (program: Command, world: World): void => {
  const command = program
    .command('fail-back')
    .description('use a destination again that was failed over to its successor')
    .argument('<name>', 'the destination, which has failback "command"');
  withOutput(withConnection(command)).action(
    async (name: string, options: ConnectionOptions & OutputOptions) => {
      const done = await gatewayAt(connectionOf(options)).failBack(name);
      const { destination, failedOverSince: since } = done;
      printAs(options, {
        table: () =>
          since === null
            ? `${plain(destination)} was not failed over`
            : `${plain(destination)} is used again; it was not since ${since}`,
        json: () => done,
        tsv: () => [[destination, since]],
      });
    },
  );
  withExamples(command, world.name, [['it is well again', 'fail-back soc-emea']]);
};
