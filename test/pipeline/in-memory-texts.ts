import * as TE from 'fp-ts/TaskEither';
import { type SharedText } from '../../shared/delivery/ports';
import { unavailable } from '../../shared/failure';

/** Texts that instances of the app share. */
export const inMemoryTexts = (): SharedText => {
  const texts = new Map<string, { text: string; version: string }>();
  return {
    read: (name) => () => {
      const held = texts.get(name);
      const missing = TE.left(unavailable('table', 'ResourceNotFound'))();
      return held === undefined ? missing : TE.right({ ...held, date: null })();
    },
    write: (name, text, version) => () => {
      const isSame = (texts.get(name)?.version ?? null) === version;
      const next = isSame ? `${Number(version ?? 0) + 1}` : null;
      if (next !== null) texts.set(name, { text, version: next });
      return TE.right({ version: next, date: null })();
    },
  };
};
