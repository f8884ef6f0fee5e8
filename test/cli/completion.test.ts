import { spawnSync } from 'node:child_process';
import { bashScript } from '../../cli/completion/bash';
import { fishScript } from '../../cli/completion/fish';
import { powershellScript } from '../../cli/completion/powershell';
import { treeOf } from '../../cli/completion/tree';
import { zshScript } from '../../cli/completion/zsh';
import { createProgram } from '../../cli/program';

const tree = treeOf(
  createProgram({ name: 'npm run gateway --', now: () => new Date(0), columns: undefined, folder: '' }),
);

const program = 'indicator-gateway';

const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).error === undefined;

/** A describe that is skipped, visibly, where the shell is not there. */
const where = (shell: string) => (isThere(shell) ? describe : describe.skip);

/** What follows the words, the last of which is not finished. */
type Row = readonly [line: string, completed: readonly string[]];

const rows: readonly Row[] = [
  ['par', ['parked']],
  ['parked ', ['list', 'show', 'replay', 'drop', '--help', '-h']],
  ['parked re', ['replay']],
  ['parked list --rea', ['--reason']],
  ['parked list --reason a', ['attempts-exhausted', 'age-exceeded']],
  ['parked list --all -o ', ['table', 'json', 'tsv']],
  ['parked replay --reason unreadable --output j', ['json']],
  ['parked list --url ', []],
  ['doctor --st', ['--strict']],
  ['completion p', ['powershell']],
  ['nothing like this --', ['--version', '--help']],
];

const run = (shell: string, args: readonly string[], script: string): readonly string[] => {
  const { stdout, stderr, status } = spawnSync(shell, args, { input: script, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((line) => line !== '');
};

where('bash')('in bash', () => {
  it.each(rows)('"%s" is completed by %j', (line, completed) => {
    const words = [program, ...line.split(' ')].map((word) => `'${word}'`).join(' ');
    const asked = `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _indicator_gateway; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(run('bash', ['--norc'], `${bashScript(program, tree)}\n${asked}`)).toEqual(completed);
  });

  it('is what Tab asks for', () => {
    const asked = `${bashScript(program, tree)}\ncomplete -p ${program}`;
    expect(run('bash', ['--norc'], asked)).toEqual([`complete -F _indicator_gateway ${program}`]);
  });

  it('completes files where an option takes one', () => {
    const asked = `cd ${JSON.stringify(__dirname)}; COMP_WORDS=(${program} parked replay ID --body comman); COMP_CWORD=5; _indicator_gateway; echo "\${COMPREPLY[@]}"`;
    expect(run('bash', ['--norc'], `${bashScript(program, tree)}\n${asked}`)).toEqual(['command.ts']);
  });
});

where('fish')('in fish', () => {
  it.each(rows.filter(([line]) => !line.endsWith(' ') && !line.startsWith('nothing')))(
    '"%s" is completed by %j',
    (line, completed) => {
      const asked = `${fishScript(program, tree)}\ncomplete -C '${program} ${line}'`;
      const found = run('fish', ['--no-config'], asked).map((one) => one.split('\t')[0] ?? '');
      expect([...found].sort()).toEqual([...completed].sort());
    },
  );
});

where('zsh')('in zsh', () => {
  it('is a script that zsh takes', () => {
    expect(run('zsh', ['-f'], `${zshScript(program, tree)}\nprint $_comps[${program}]`)).toEqual([
      '_bash_complete -F _indicator_gateway',
    ]);
  });
});

where('pwsh')('in PowerShell', () => {
  it.each(rows.filter(([, completed]) => completed.length > 0))(
    '"%s" is completed by %j',
    (line, completed) => {
      const whole = `${program} ${line}`;
      const asked = `[System.Management.Automation.CommandCompletion]::CompleteInput('${whole}', ${whole.length}, $null).CompletionMatches | ForEach-Object { $_.CompletionText }`;
      const found = run(
        'pwsh',
        ['-NoProfile', '-Command', '-'],
        `${powershellScript(program, tree)}\n\n${asked}\n`,
      );
      expect(found).toEqual(completed);
    },
  );
});

describe('every shell', () => {
  it.each([
    ['bash', bashScript],
    ['zsh', zshScript],
    ['fish', fishScript],
    ['PowerShell', powershellScript],
  ])('is told every command and option: %s', (_, script) => {
    const text = script(program, tree);
    const words = tree.flatMap((node) => node.words.map(({ word }) => word.replace(/^-+/, '')));
    expect(words.filter((word) => !text.includes(word))).toEqual([]);
  });
});
