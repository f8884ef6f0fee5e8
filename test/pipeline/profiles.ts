import { readProfile, type Profile } from '../../shared/profile/profile';
import { rightOf } from './right-of';

/** A profile with all defaults except what is given. */
export const profileWith = (document: Readonly<Record<string, unknown>> = {}): Profile =>
  rightOf(readProfile(document));

/** Accepts documentation ranges and special-use names, which the payloads of tests hold. */
export const lenient: Profile = profileWith({ guard: { specialUse: 'take' } });
