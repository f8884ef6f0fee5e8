import { open } from '../../envelopes/open';
import { suggestMapping, type Suggestion } from '../../profile/suggest-mapping';
import { type Reading } from './merge-duplicates';
import { type Received } from './read-event';

/** A mapping to start from for a payload, and the place of that payload in the body. */
export interface Suggested extends Suggestion {
  readonly place: string;
}

/** The most suggestions, since a person reads them. */
const most = 3;

/** Mappings for the first payloads that no format knows. */
export const suggestionsFor = (event: Received, { left }: Reading): readonly Suggested[] => {
  const unknown = left
    .filter(({ reason }) => reason.code === 'format-unknown')
    .map(({ provenance }) => provenance.place);
  return open(event.body, event.headers, event.origin)
    .opened.filter(({ place }) => unknown.some((one) => one === place || one.startsWith(`${place}/`)))
    .slice(0, most)
    .map(({ place, payload }) => ({ place, ...suggestMapping(payload) }));
};
