import { type Node } from './tree';

/** The values of each option of all commands; an option name has the same values everywhere. */
export const valuesOf = (tree: readonly Node[]): ReadonlyMap<string, readonly string[] | 'files'> =>
  new Map(
    tree.flatMap(({ words }) =>
      words.flatMap(({ word, values }) => (values === undefined ? [] : [[word, values] as const])),
    ),
  );

const list = (words: readonly string[]): string => `'${words.join(' ')}'`;

/** For bash 3.2 and later, and for zsh by its bashcompinit. */
export const bashScript = (program: string, tree: readonly Node[]): string => {
  const paths = tree.map(({ path }) => path).filter((path) => path !== '');
  const asks = [...valuesOf(tree)].map(
    ([option, values]) =>
      `    ${option}) COMPREPLY=($(compgen ${values === 'files' ? '-f' : `-W ${list(values)}`} -- "$current")); return ;;`,
  );
  const words = tree.map(
    ({ path, words }) => `    '${path}') candidates=${list(words.map(({ word }) => word))} ;;`,
  );
  return `_indicator_gateway() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path='' candidates='' index
  case "$previous" in
${asks.join('\n')}
  esac
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${path:+$path }\${COMP_WORDS[index]}" in
      ${paths.map((path) => `'${path}'`).join(' | ')}) path="\${path:+$path }\${COMP_WORDS[index]}" ;;
    esac
  done
  case "$path" in
${words.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "$current"))
}
complete -F _indicator_gateway ${program}`;
};
