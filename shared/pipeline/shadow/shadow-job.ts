import { jobCodec } from '../wire';

/** Whose job a message is, where it was made for a shadow; null: it is another message. */
export const shadowOf = (message: unknown): string | null =>
  jobCodec.is(message) && message.items.some(({ expected }) => expected !== undefined)
    ? message.destination
    : null;
