import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import { type Unavailable } from '../failure';
import { type StorageProbe } from './ports';
import { type Check } from './check';
import { brokenLine, trouble, unknownHost, healthy, word, type Finding } from './finding';
import { type Code } from './remedies';

/** Error codes of Azure Storage (its REST documentation) and, below them, those of the system. */
const meanings: readonly (readonly [RegExp, Code])[] = [
  [unknownHost, 'storage-unknown-host'],
  [/^(AbortError|TimeoutError|timeout|OperationTimedOut)$/, 'storage-timeout'],
  [brokenLine, 'storage-out-of-reach'],
  [/^(AuthorizationPermissionMismatch|InsufficientAccountPermissions)$/, 'storage-role-missing'],
  [/^(AuthorizationFailure|AuthorizationSourceIPMismatch|IpAuthorizationError)$/, 'storage-firewall'],
  [
    /^(AuthenticationFailed|KeyBasedAuthenticationNotPermitted|InvalidAuthenticationInfo|NoAuthenticationInformation|CredentialUnavailableError|AuthenticationError|AggregateAuthenticationError|http-401)$/,
    'storage-sign-in',
  ],
  [/^http-403$/, 'storage-role-missing'],
  [/^(ResourceNotFound|AccountNotFound|FeatureNotSupported\w*|http-404)$/i, 'storage-not-found'],
];

/** The code of a health line for a failure of the storage account. */
const storageCode = ({ code }: Unavailable): Code =>
  meanings.find(([pattern]) => pattern.test(code))?.[1] ?? 'storage-failing';

const findingOf = (answer: E.Either<Unavailable, boolean>): Finding => {
  if (E.isLeft(answer))
    return trouble(storageCode(answer.left), `no answer of use: ${word(answer.left.code)}`);
  return healthy(answer.right ? 'can be read' : 'answers; what is read there is not made yet');
};

export const storageChecks = ({ queues, tables, blobs }: StorageProbe): readonly Check[] =>
  Object.entries({ queues, tables, blobs }).map(([service, probe]) => ({
    name: `storage ${service}`,
    look: pipe(probe, T.map(findingOf)),
    late: 'storage-timeout',
  }));
