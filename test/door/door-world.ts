import * as TE from 'fp-ts/TaskEither';
import { type Door } from '../../functions/door';
import { type SharedText } from '../../shared/delivery/ports';
import { createMessageWindow } from '../../shared/door/message-window';
import { now } from '../functions/world';

/** Texts by day that all instances share, in the memory of a test. */
export const sharedTexts = (): ((day: string) => SharedText) => {
  const texts = new Map<string, { readonly text: string; readonly version: string }>();
  let versions = 0;
  return (day) => ({
    read: (name) => TE.right({ text: '', version: null, date: null, ...texts.get(`${day} ${name}`) }),
    write: (name, text, from) =>
      TE.fromIO(() => {
        if ((texts.get(`${day} ${name}`)?.version ?? null) !== from) return { version: null, date: null };
        const version = `v${(versions += 1)}`;
        texts.set(`${day} ${name}`, { text, version });
        return { version, date: null };
      }),
  });
};

/** The door of one instance, with these secrets by setting and no rate. It has messages of its own unless given others. */
export const doorWith = (secrets: ReadonlyMap<string, string>, more: Partial<Door> = {}): Door => ({
  secretOf: (setting) => secrets.get(setting) ?? '',
  keysOf: () => () => Promise.reject(new TypeError('fetch failed')),
  certificatesAsked: false,
  window: createMessageWindow(sharedTexts(), () => now, 60_000),
  limiterOf: () => undefined,
  oldestJobSeconds: () => Promise.resolve(null),
  maxJobSeconds: 0,
  ...more,
});
