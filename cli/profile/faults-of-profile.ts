import * as E from 'fp-ts/Either';
import { isObject } from '../../shared/codec/json-value';
import { type Violation } from '../../shared/codec/violation';
import { faultsOf } from '../../shared/config';
import { destinations } from '../../shared/destinations';
import { choose, offersOfEntries } from '../../shared/destinations/destination-option';
import { formats } from '../../shared/formats';
import { unknownFormats } from '../../shared/format-names';
import { unknownRights } from '../../shared/sender-config';
import { readProfile, type Profile } from '../../shared/profile/profile';
import { lostRoutes } from '../../shared/profile/route-faults';
import { withWarningLists } from '../../functions/setup/warning-list-files';

/**
 * The faults in all destinations of a document, whichever DESTINATIONS chooses. Their secrets, which are elsewhere, are not
 * checked.
 */
const destinationFaults = (document: unknown): readonly Violation[] => {
  if (!isObject(document)) return [];
  // The destinations are read apart, so that a slip in another part of the profile does not hide theirs.
  const read = readProfile({ destinations: document.destinations });
  if (E.isLeft(read)) return [];
  const offers = offersOfEntries(destinations, {
    variables: {},
    entries: read.right.destinations,
    root: '/destinations',
  });
  const names = offers.map(({ name }) => name);
  return faultsOf(choose(offers, names)).filter(({ pointer }) => pointer.startsWith('/destinations/'));
};

/** Routes to unknown destinations, for a document that names none: then there is one of each kind. */
const lostIn = (read: E.Either<unknown, Profile>): readonly Violation[] =>
  E.isLeft(read) || read.right.destinations.length > 0
    ? []
    : lostRoutes(
        read.right.routes,
        destinations.map(({ name }) => name),
      );

/** Everything that is wrong with a profile, as the app would report it at its start. `folder` is the app's folder. */
export const faultsOfProfile = (folder: string, document: unknown): readonly Violation[] => {
  const listed = withWarningLists(folder)(document);
  const read = readProfile(E.isRight(listed) ? listed.right : document);
  const lost = faultsOf(listed).map(({ pointer }) => pointer);
  const others = faultsOf(read).filter(({ pointer }) => !lost.includes(pointer));
  const rights = E.isRight(read)
    ? [...unknownRights(read.right, { formats, destinations: null }), ...unknownFormats(read.right, formats)]
    : [];
  return [...faultsOf(listed), ...others, ...lostIn(read), ...destinationFaults(document), ...rights];
};
