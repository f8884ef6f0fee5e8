import { listingOf } from '../shared-infrastructure/listing';
import { sharedLists } from '../shared-infrastructure/lists';
import { danger, ofPlaces, type Danger, type GuardRules } from './judge';
import { computedOnce } from './computed-once';
import { hasPath } from './path';
import { type Place } from './place';

type Policy = GuardRules['sharedInfrastructure'];

/** The lists that are switched on: all of them in one, and each provider by itself for the reason. */
const switchedOn = computedOnce((policy: Policy) => {
  const lists = Object.values(sharedLists).filter(({ name }) => policy[name] === 'refuse');
  return {
    isListed: listingOf(lists.flatMap(({ providers }) => providers)),
    entries: lists.flatMap(({ name, what, providers }) =>
      providers.map((provider) => ({
        isListed: listingOf([provider]),
        says: danger('shared-infrastructure', `it is, or holds, ${what}: ${provider.of} (list ${name})`),
      })),
    ),
  };
});

/** A mailbox at a shared name belongs to one owner. */
const isMailbox = ({ observable: { kind } }: Place): boolean =>
  kind === 'emailSenderAddress' || kind === 'emailRecipient';

const placeDanger = (place: Place, { sharedInfrastructure }: GuardRules): Danger | undefined => {
  if (isMailbox(place)) return undefined;
  const { isListed, entries } = switchedOn(sharedInfrastructure);
  const isSpecific = hasPath(place.observable);
  return isListed(place, isSpecific)
    ? entries.find((entry) => entry.isListed(place, isSpecific))?.says
    : undefined;
};

/** Refuses what thousands share: whoever blocks it hits all of them. */
export const judgeSharedInfrastructure = ofPlaces(placeDanger);
