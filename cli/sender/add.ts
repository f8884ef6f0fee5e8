import { Option, type Command } from 'commander';
import { randomBytes } from 'node:crypto';
import { readProfile } from '../../shared/profile/profile';
import { connectionOf, withConnection, type ConnectionOptions } from '../connection';
import { withExamples } from '../examples';
import { UsageFailure } from '../failure';
import { printAs, withOutput, type OutputOptions } from '../output';
import { type World } from '../world';
import { addedSchemes, makeSender, type AddedScheme, type MadeSender } from './made';

interface AddOptions extends ConnectionOptions, OutputOptions {
  readonly scheme: AddedScheme;
}

const shown = ({ url, secret, header, setting, entry }: MadeSender): string =>
  [
    `URL      ${url}`,
    `secret   ${secret}`,
    `         shown once, and kept nowhere`,
    `header   ${header}`,
    `gateway  ${setting}`,
    'profile  an entry of "senders":',
    JSON.stringify(entry, null, 2),
  ].join('\n');

const run = (name: string, options: AddOptions): void => {
  const made = makeSender({ name, scheme: options.scheme, url: connectionOf(options).url }, randomBytes(32));
  const read = readProfile({ senders: [made.entry] });
  if (read._tag === 'Left')
    throw new UsageFailure(`the name: expected ${read.left[0]?.expected ?? 'another'}`);
  const { url, secret, header, setting, entry } = made;
  printAs(options, {
    table: () => shown(made),
    json: () => made,
    tsv: () => [[url, secret, header, setting, JSON.stringify(entry)]],
  });
};

export const addSenderAdd = (sender: Command, world: World): void => {
  const command = sender
    .command('add')
    .description(
      'make key or secret of a new sender, and say what to set on either side; asks and changes nothing',
    )
    .argument('<name>')
    .addOption(
      new Option('--scheme <scheme>', 'how it proves itself')
        .choices(addedSchemes)
        .default('standard-webhooks'),
    );
  withOutput(withConnection(command)).action(run);
  withExamples(command, world.name, [
    ['one that signs', 'sender add svix --url https://APP.azurewebsites.net'],
    ['one that can only set a header', 'sender add splunk --scheme function-key'],
  ]);
};
