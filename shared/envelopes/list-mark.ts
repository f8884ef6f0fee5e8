import { type Origin } from './envelope';

/** What the media type of a text says of it, for its origin: text/csv is a list of indicators, where it is sent here. */
export const listMark = (mediaType: unknown): Pick<Origin, 'isList'> =>
  typeof mediaType === 'string' && /^\s*text\/csv\s*(?:;|$)/i.test(mediaType) ? { isList: true } : {};
