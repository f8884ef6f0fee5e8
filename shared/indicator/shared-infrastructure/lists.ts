import { contentNetworks } from './content-networks';
import { everydaySites } from './everyday-sites';
import { fileShares } from './file-shares';
import { hosting } from './hosting';
import { linkShorteners } from './link-shorteners';
import { microsoft365 } from './microsoft-365';
import { resolvers } from './resolvers';
import { type SharedList, type SharedListName } from './shared-list';
import { signIn } from './sign-in';
import { updates } from './updates';

/** All lists. Where several hold the same thing, the first gives the reason. */
export const sharedLists: Readonly<Record<SharedListName, SharedList>> = {
  resolvers,
  signIn,
  updates,
  microsoft365,
  fileShares,
  linkShorteners,
  hosting,
  contentNetworks,
  everydaySites,
};
