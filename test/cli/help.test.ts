import { type Command } from 'commander';
import { createProgram } from '../../cli/program';

/** Every command that does something, with the words that name it. */
const leavesOf = (
  command: Command,
  words: readonly string[] = [],
): readonly (readonly [string, Command])[] =>
  command.commands.length === 0
    ? [[words.join(' '), command]]
    : command.commands.flatMap((one) => leavesOf(one, [...words, one.name()]));

const newProgram = (name = 'indicator-gateway'): Command =>
  createProgram({ name, now: () => new Date(0), columns: undefined, folder: '' });

const leaves = leavesOf(newProgram()).map(([words, command]) => ({ words, command }));

const helpOf = (command: Command): string => {
  let said = '';
  command.configureOutput({ writeOut: (text) => (said += text) }).outputHelp();
  return said;
};

/** The words of an example as a shell takes them apart, up to a pipe; no example has quotes. */
const argsOf = (example: string): readonly string[] =>
  (/^indicator-gateway ([^|>]+)/.exec(example)?.[1] ?? '').trim().split(/ +/);

/** What commander makes of the words, without doing anything; its complaint, or nothing. */
const complaintOf = (args: readonly string[]): string => {
  const program = newProgram();
  let said = '';
  for (const [, command] of leavesOf(program))
    command.action(() => undefined).configureOutput({ writeErr: (text) => (said += text) });
  try {
    program.parse(args, { from: 'user' });
    return said;
  } catch {
    return said === '' ? 'not a command' : said;
  }
};

describe.each(leaves)('the help of $words', ({ command }) => {
  const examples = [...helpOf(command).matchAll(/^ {2}(indicator-gateway .+)$/gm)].map(
    ([, text = '']) => text,
  );

  it('has examples, each of which is right', () => {
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.map((example) => [example, complaintOf(argsOf(example))])).toEqual(
      examples.map((example) => [example, '']),
    );
  });

  it('says what the exit codes mean, and how the answer can be printed where there is one', () => {
    const help = helpOf(command);
    expect(help).toContain('Exit codes:');
    expect(help.includes('-o, --output <format>')).toBe(command.name() !== 'completion');
  });
});

describe('a help', () => {
  it('calls the command as it was called', () => {
    const [, doctor] = leavesOf(newProgram('npm run gateway --')).find(([words]) => words === 'doctor') ?? [];
    expect(doctor === undefined ? '' : helpOf(doctor)).toMatch(/^Usage: npm run gateway -- doctor /);
  });

  it('never shows the key', () => {
    const secret = 'c4n4ry';
    process.env.INDICATOR_GATEWAY_KEY = secret;
    try {
      for (const [, command] of leavesOf(newProgram())) expect(helpOf(command)).not.toContain(secret);
    } finally {
      delete process.env.INDICATOR_GATEWAY_KEY;
    }
  });

  it('would have a wrong example found', () => {
    expect(complaintOf(['parked', 'list', '--al'])).toContain("unknown option '--al'");
    expect(complaintOf(['parked', 'show'])).toContain('missing required argument');
  });
});
