const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

interface Frame {
  readonly entries: readonly (readonly [key: string | null, value: unknown])[];
  readonly close: string;
  next: number;
}

const frameOf = (value: object): Frame =>
  Array.isArray(value)
    ? { entries: value.map((item: unknown) => [null, item] as const), close: ']', next: 0 }
    : { entries: Object.entries(value), close: '}', next: 0 };

/** JSON.stringify without its recursion: parsed JSON of any depth is written, more slowly. */
const writeDeep = (root: unknown): string => {
  const parts: string[] = [];
  const frames: Frame[] = [];
  const write = (value: unknown): void => {
    if (!isContainer(value)) {
      parts.push(JSON.stringify(value ?? null));
    } else {
      parts.push(Array.isArray(value) ? '[' : '{');
      frames.push(frameOf(value));
    }
  };
  write(root);
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const entry = frame.entries[frame.next];
    if (entry === undefined) {
      parts.push(frame.close);
      frames.pop();
      continue;
    }
    const [key, value] = entry;
    parts.push(frame.next === 0 ? '' : ',', key === null ? '' : `${JSON.stringify(key)}:`);
    frame.next += 1;
    write(value);
  }
  return parts.join('');
};

/** Characters that XML, and so a queue message, cannot carry. Escaped, they are the same JSON. */
const notXml = /[\ufffe\uffff]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`;

/** Writes parsed JSON, of any depth, as text that a queue message can hold. JSON.stringify alone fails at some 10,000 levels. */
export const writeJson = (value: unknown): string => {
  try {
    return JSON.stringify(value).replace(notXml, escaped);
  } catch {
    return writeDeep(value).replace(notXml, escaped);
  }
};
