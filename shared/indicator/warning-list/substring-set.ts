/** A set of many texts, searched for all at once in a single pass over another text (Aho and Corasick, 1975). */
export interface SubstringSet {
  /** Whether one of them occurs in the text. */
  readonly isIn: (text: string) => boolean;
}

/** The transition from a state by a character, as one number. A state is the part of some word that was read so far. */
const way = (state: number, character: number): number => state * 0x10000 + character;

export const substringSet = (words: readonly string[]): SubstringSet => {
  const next = new Map<number, number>();
  const states = [{ from: 0, by: 0, depth: 0 }];
  const ends = [false];
  for (const word of words) {
    let state = 0;
    for (let at = 0; at < word.length; at += 1) {
      const by = word.charCodeAt(at);
      const known = next.get(way(state, by));
      if (known === undefined) {
        states.push({ from: state, by, depth: at + 1 });
        ends.push(false);
        next.set(way(state, by), states.length - 1);
      }
      state = known ?? states.length - 1;
    }
    ends[state] = true;
  }
  /** Where to go on when the next character does not fit: the longest end of what was read that begins another word. */
  const back = states.map(() => 0);
  const step = (state: number, by: number): number => {
    let at = state;
    while (at > 0 && !next.has(way(at, by))) at = back[at] ?? 0;
    return next.get(way(at, by)) ?? 0;
  };
  const shortestFirst = states
    .map((_, state) => state)
    .sort((a, b) => depthOf(states, a) - depthOf(states, b));
  for (const state of shortestFirst) {
    const { from, by, depth } = states[state] ?? { from: 0, by: 0, depth: 0 };
    const link = depth < 2 ? 0 : step(back[from] ?? 0, by);
    back[state] = link;
    if (ends[link] === true) ends[state] = true;
  }
  return {
    isIn: (text) => {
      let state = 0;
      for (let at = 0; at < text.length; at += 1) {
        state = step(state, text.charCodeAt(at));
        if (ends[state] === true) return true;
      }
      return false;
    },
  };
};

const depthOf = (states: readonly { readonly depth: number }[], state: number): number =>
  states[state]?.depth ?? 0;
