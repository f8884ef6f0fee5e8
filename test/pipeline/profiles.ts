import { readProfile, type Profile } from '../../shared/profile/profile';
import { rightOf } from './right-of';

/** A profile of defaults but for what is given. */
export const profileWith = (document: Readonly<Record<string, unknown>> = {}): Profile =>
  rightOf(readProfile(document));

/** Takes documentation ranges and special-use names: what the payloads of tests hold. */
export const lenient: Profile = profileWith({ guard: { specialUse: 'take' } });
