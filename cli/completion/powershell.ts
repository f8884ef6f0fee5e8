import { valuesOf } from './bash';
import { type Node } from './tree';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const list = (words: readonly string[]): string => `@(${words.map(quoted).join(', ')})`;

/** For Windows PowerShell 5.1 and PowerShell 7. */
export const powershellScript = (program: string, tree: readonly Node[]): string => {
  const commands = tree.map(
    ({ path, words }) => `    ${quoted(path)} = ${list(words.map(({ word }) => word))}`,
  );
  const values = [...valuesOf(tree)]
    .filter(([option]) => option.startsWith('--'))
    .map(([option, words]) => `    ${quoted(option)} = ${list(words === 'files' ? [] : words)}`);
  return `Register-ArgumentCompleter -Native -CommandName ${program} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @{
${commands.join('\n')}
  }
  $values = @{
${values.join('\n')}
  }
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($wordToComplete -ne '' -and $words.Count -gt 0) { $words = @($words | Select-Object -SkipLast 1) }
  $path = ''
  foreach ($word in $words) {
    $next = "$path $word".Trim()
    if ($commands.ContainsKey($next)) { $path = $next }
  }
  $candidates = if ($words.Count -gt 0 -and $values.ContainsKey($words[-1])) { $values[$words[-1]] } else { $commands[$path] }
  $candidates | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}`;
};
