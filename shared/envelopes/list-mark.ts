import { type Origin } from './envelope';

/** Marks an origin by the media type of its text: text/csv that is sent here is a list of indicators. */
export const listMark = (mediaType: unknown): Pick<Origin, 'isList'> =>
  typeof mediaType === 'string' && /^\s*text\/csv\s*(?:;|$)/i.test(mediaType) ? { isList: true } : {};
