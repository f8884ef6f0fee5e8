/** Lines of a text that can be read alone, below its head. */
export interface TextPart {
  /** The number of its first line in the whole text, from 0. */
  readonly first: number;
  readonly text: string;
}

export interface TextInParts {
  /** The lines at the top that tell what stands below them, each with its end; empty where none does. */
  readonly head: string;
  readonly parts: readonly TextPart[];
}

/** What a part, its head included, may weigh, and how many lines it may have. */
export interface PartSize {
  readonly weightOf: (text: string) => number;
  readonly maxWeight: number;
  readonly maxLines: number;
}

/** The text of a part, each line at the number that it has in the whole text. */
export const textOfPart = (head: string, { first, text }: TextPart): string =>
  `${head}${'\n'.repeat(Math.max(0, first - (head.split('\n').length - 1)))}${text}`;
