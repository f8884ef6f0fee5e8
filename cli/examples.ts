import { type Command } from 'commander';

/** What to do, and the words that do it; without the name of the program. */
export type Example = readonly [what: string, words: string];

/** Adds examples at the end of a command's help, as az, azd and gh do. */
export const withExamples = (command: Command, name: string, examples: readonly Example[]): Command => {
  const lines = examples.map(([what, words]) => `  # ${what}\n  ${name} ${words}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n\n')}`);
};
