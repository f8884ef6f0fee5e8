import { type SharedText } from '../../delivery/ports';

/** Whether new indicators go to a destination's successor until somebody says otherwise. All instances of the app share it. */
export interface FailedOver {
  /** Since when they do; null: they do not. Where that can't be asked, the last known answer holds. Never rejects. */
  readonly since: () => Promise<Date | null>;
  /** They do from now on. Never rejects: what could not be written is tried with the next failure. */
  readonly begin: () => Promise<void>;
  /** They do not any more; gives since when they did. A text says why that could not be written. */
  readonly end: () => Promise<Date | null | string>;
}

/** How long a value that was read stays valid. */
const heldMs = 5_000;

const momentIn = (text: string): Date | null => (text === '' ? null : new Date(text));

/** Keeps it as a text that all instances of the app read. */
export const createFailedOver = (
  { read, write }: SharedText,
  destination: string,
  now: () => Date,
): FailedOver => {
  const name = `failed-over ${destination}`;
  let known: Date | null = null;
  let readAt = -Infinity;

  const readNow = async (): Promise<{ readonly version: string | null } | string> => {
    const found = await read(name)();
    readAt = now().getTime();
    if (found._tag === 'Right') {
      known = momentIn(found.right.text);
      return found.right;
    }
    const { code } = found.left;
    if (code !== 'ResourceNotFound' && code !== 'TableNotFound') return code;
    known = null;
    return { version: null };
  };

  return {
    since: async () => {
      if (now().getTime() - readAt > heldMs) await readNow();
      return known;
    },
    begin: async () => {
      const found = await readNow();
      if (typeof found === 'string' || known !== null) return;
      const at = now();
      if ((await write(name, at.toISOString(), found.version)())._tag === 'Right') known = at;
    },
    end: async () => {
      const found = await readNow();
      if (typeof found === 'string') return found;
      const since = known;
      if (since === null) return null;
      const written = await write(name, '', found.version)();
      if (written._tag === 'Left') return written.left.code;
      known = null;
      return since;
    },
  };
};
