import { bashScript } from './bash';
import { type Node } from './tree';

/** zsh runs bash's completions. */
export const zshScript = (program: string, tree: readonly Node[]): string =>
  `autoload -Uz compinit bashcompinit
(( $+functions[compdef] )) || compinit
bashcompinit
${bashScript(program, tree)}`;
