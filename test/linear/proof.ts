import { check } from 'recheck';
import { type Expression } from './expressions';

/**
 * A single class of characters, as long as it lasts: the match takes everything that was looked at, and nothing is looked at
 * twice.
 */
const run = /^(?:\\?.|\[(?:[^\]\\]|\\.)+\])(?:\+|\{\d+,\})$/s;

/**
 * What has to be linear. A single search is all starts up to the first match. An expression that is searched for repeatedly and
 * gives back much of what it looked at would look at that anew each time. So it also has to be linear where something is
 * missing behind every match, since all starts and all ways are then tried.
 */
const sourcesOf = ({ source, isRepeated }: Expression): readonly string[] =>
  isRepeated && !run.test(source) ? [source, `(?:${source})\\uE000`] : [source];

/** What is not proved of an expression; empty where all is. A try without success is no proof, nor is `unknown`. */
export const unproved = async (expression: Expression): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const source of sourcesOf(expression)) {
    const flags = expression.flags.replace('g', '');
    const result = await check(source, flags, { checker: 'automaton', timeout: null });
    const { status } = result;
    const said = status === 'unknown' ? result.error.kind : result.complexity.summary;
    if (status !== 'safe' || result.complexity.isFuzz) faults.push(`/${source}/${flags}: ${status}, ${said}`);
  }
  return faults;
};
