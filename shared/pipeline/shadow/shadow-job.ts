import { jobCodec } from '../wire';

/** The name of the shadow that a message is a job for; null where it is another message. */
export const shadowOf = (message: unknown): string | null =>
  jobCodec.is(message) && message.items.some(({ expected }) => expected !== undefined)
    ? message.destination
    : null;
