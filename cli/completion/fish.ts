import { type Node, type Word } from './tree';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const nameOf = (word: string): string =>
  word.startsWith('--') ? `-l ${word.slice(2)}` : word.startsWith('-') ? `-s ${word.slice(1)}` : `-a ${word}`;

const takes = ({ values }: Word): string => {
  if (values === undefined) return '';
  return values === 'files' ? ' -r -F' : ` -x -a ${quoted(values.join(' '))}`;
};

/** A condition that holds in fish where the words so far name this command, and none below it. */
const condition = (path: string, tree: readonly Node[]): string => {
  const below = tree
    .filter((node) => node.path !== path && node.path.startsWith(path === '' ? '' : `${path} `))
    .map((node) => node.path.split(' ').at(-1) ?? '');
  const named = path === '' ? [] : path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const others =
    below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${[...new Set(below)].join(' ')}`];
  return quoted([...named, ...others].join('; and '));
};

export const fishScript = (program: string, tree: readonly Node[]): string =>
  [
    `complete -c ${program} -f`,
    ...tree.flatMap(({ path, words }) =>
      words.map(
        (word) =>
          `complete -c ${program} -n ${condition(path, tree)} ${nameOf(word.word)}${takes(word)} -d ${quoted(word.about)}`,
      ),
    ),
  ].join('\n');
