/** Lines of a text that can be read alone, below its head. */
export interface TextPart {
  /** The number of its first line in the whole text, from 0. */
  readonly first: number;
  readonly text: string;
}

export interface TextInParts {
  /** The lines at the top that say how to read those below, each with its line end; empty where there are none. */
  readonly head: string;
  readonly parts: readonly TextPart[];
}

/** The most that a part may weigh, its head included, and the most lines it may have. */
export interface PartSize {
  readonly weightOf: (text: string) => number;
  readonly maxWeight: number;
  readonly maxLines: number;
}

/** The text of a part. Blank lines keep each line at the number that it has in the whole text. */
export const textOfPart = (head: string, { first, text }: TextPart): string =>
  `${head}${'\n'.repeat(Math.max(0, first - (head.split('\n').length - 1)))}${text}`;
