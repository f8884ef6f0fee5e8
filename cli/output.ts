import { Option, type Command } from 'commander';
import { print, printJson } from './print';
import { tsvOf, type Cell } from './tsv';

const formats = ['table', 'json', 'tsv'] as const;

/** Options of every command that prints what it found. */
export interface OutputOptions {
  readonly output: (typeof formats)[number];
  readonly strict?: boolean;
}

/** One answer in the ways in which it can be printed. */
export interface Answer {
  readonly table: () => string;
  readonly json: () => unknown;
  readonly tsv: () => readonly (readonly Cell[])[];
}

/** Adds the options. `waiting` says what `--strict` makes a failure; without it there is no such option. */
export const withOutput = (command: Command, waiting?: string): Command => {
  command
    .addOption(
      new Option('-o, --output <format>', 'how to print it').choices(formats).default('table', 'table'),
    )
    // The name of this option before there were three formats.
    .addOption(new Option('--json').implies({ output: 'json' }).hideHelp());
  return waiting === undefined ? command : command.option('--strict', `exit code 1 also where ${waiting}`);
};

export const printAs = ({ output }: OutputOptions, answer: Answer): void => {
  if (output === 'json') {
    printJson(answer.json());
    return;
  }
  const text = output === 'tsv' ? tsvOf(answer.tsv()) : answer.table();
  if (text !== '') print(text);
};

/** Prints answers one by one, so that only one is in memory. As JSON they form one array. */
export const printer = ({ output }: OutputOptions) => {
  let printed = 0;
  return {
    one: (answer: Answer): void => {
      printed += 1;
      if (output === 'json') print(`${printed === 1 ? '[' : ','}${JSON.stringify(answer.json())}`);
      else print(output === 'tsv' ? tsvOf(answer.tsv()) : answer.table());
    },
    /** `none` is what a table says where there was nothing. */
    end: (none: string): void => {
      if (output === 'json') print(printed === 0 ? '[]' : ']');
      else if (printed === 0 && output === 'table') print(none);
    },
  };
};

/** Whether these words ask for output that a program will read. */
export const isForPrograms = (args: readonly string[]): boolean =>
  /(^| )(-o ?|--output[ =])(json|tsv)\b|(^| )--json\b/.test(args.join(' '));

/** Fails with `--strict` where something waits for somebody. */
export const failWhere = ({ strict }: OutputOptions, waits: boolean): void => {
  if (strict === true && waits) process.exitCode = 1;
};
