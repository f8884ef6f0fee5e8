import { type Command, type Option } from 'commander';
import { destinations } from '../../shared/destinations';
import { parkedReasons } from '../reasons';

/** What may come next: a word, what it is for and, for an option with a value, what may follow it. */
export interface Word {
  readonly word: string;
  readonly about: string;
  /** The values of an option; empty where they are the user's own. Undefined where it takes none. */
  readonly values: readonly string[] | 'files' | undefined;
}

/** A command by the words that name it, `''` for the program itself. */
export interface Node {
  readonly path: string;
  readonly words: readonly Word[];
}

/** What commander does not know of an option: its values. */
const known: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['--reason', parkedReasons],
  ['--destination', destinations.map(({ name }) => name)],
]);

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

const valuesOf = ({ long, flags, required, argChoices }: Option): Word['values'] => {
  if (!required) return undefined;
  return flags.endsWith('<file>') ? 'files' : (known.get(long ?? '') ?? argChoices ?? []);
};

const wordsOf = (option: Option): readonly Word[] => {
  const { long, short, description } = option;
  const values = valuesOf(option);
  return [long, short].flatMap((word) =>
    word === undefined ? [] : [{ word, about: oneLine(description), values }],
  );
};

/** Every visible command with its subcommands and options, from commander's own tree. */
export const treeOf = (command: Command, path: readonly string[] = []): readonly Node[] => {
  const help = command.createHelp();
  const commands = help.visibleCommands(command).filter((one) => command.commands.includes(one));
  const values = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
  const words = [
    ...commands.map((one) => ({ word: one.name(), about: oneLine(one.description()), values: undefined })),
    ...values.map((word) => ({ word, about: '', values: undefined })),
    ...help.visibleOptions(command).flatMap(wordsOf),
  ];
  return [{ path: path.join(' '), words }, ...commands.flatMap((one) => treeOf(one, [...path, one.name()]))];
};
