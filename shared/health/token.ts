import * as E from 'fp-ts/Either';
import { type Unavailable } from '../failure';
import { trouble, healthy, type Finding } from './finding';
import { type Code } from './remedies';

const refusals: ReadonlyMap<string, Code> = new Map<string, Code>([
  ['out-of-reach', 'identity-out-of-reach'],
  ['no-login', 'login-missing'],
]);

/** Whether there is a token, and whether it holds the permission that the destination asks for. */
export const tokenFinding = (
  answer: E.Either<Unavailable, readonly string[] | null>,
  needed: string | null,
  isInOtherTenant = false,
): Finding => {
  if (E.isLeft(answer) && answer.left.code === 'refused' && isInOtherTenant)
    return trouble('tenant-refused', 'there is none');
  if (E.isLeft(answer)) return trouble(refusals.get(answer.left.code) ?? 'identity-refused', 'there is none');
  if (needed === null) return healthy('there is one');
  if (answer.right === null) return healthy('there is one; what it holds cannot be read');
  return answer.right.includes(needed)
    ? healthy(`holds ${needed}`)
    : trouble('permission-missing', `does not hold ${needed}`);
};
