import { type ObservableName } from '../codec/members';
import { type Observable } from './observable';

/**
 * What an observable says when nothing else is known. `strong`: it points at one thing. `weak`: it may be on any machine or in
 * any message. `detail`: it says nothing by itself, but makes a weak one beside it telling. `common`: everybody has it.
 */
export type Strength = 'strong' | 'weak' | 'detail' | 'common';

/** Every observable member of a tiIndicator; a forgotten one does not compile. */
export const strengths: Readonly<Record<ObservableName, Strength>> = {
  emailEncoding: 'common',
  emailLanguage: 'common',
  emailRecipient: 'strong',
  emailSenderAddress: 'strong',
  emailSenderName: 'weak',
  emailSourceDomain: 'strong',
  emailSourceIpAddress: 'strong',
  emailSubject: 'weak',
  emailXMailer: 'weak',

  fileCompileDateTime: 'detail',
  fileCreatedDateTime: 'detail',
  fileHashType: 'common',
  fileHashValue: 'strong',
  fileMutexName: 'weak',
  fileName: 'weak',
  filePacker: 'common',
  filePath: 'weak',
  fileSize: 'detail',
  fileType: 'common',

  domainName: 'strong',
  networkCidrBlock: 'strong',
  networkDestinationAsn: 'common',
  networkDestinationCidrBlock: 'strong',
  networkDestinationIPv4: 'strong',
  networkDestinationIPv6: 'strong',
  networkDestinationPort: 'common',
  networkIPv4: 'strong',
  networkIPv6: 'strong',
  networkPort: 'common',
  networkProtocol: 'common',
  networkSourceAsn: 'common',
  networkSourceCidrBlock: 'strong',
  networkSourceIPv4: 'strong',
  networkSourceIPv6: 'strong',
  networkSourcePort: 'common',
  url: 'strong',
  userAgent: 'weak',
};

const strengthOf: ReadonlyMap<string, Strength> = new Map(Object.entries(strengths));

/** What all observables of an indicator say together. `weak` is a single weak one; `joint` is several, or one with a detail. */
export type Evidence = 'strong' | 'joint' | 'weak' | 'none';

export const evidenceOf = (observables: readonly Observable[]): Evidence => {
  const found = observables.map(({ kind }) => strengthOf.get(kind));
  if (found.includes('strong')) return 'strong';
  if (!found.includes('weak')) return 'none';
  return found.filter((strength) => strength === 'weak' || strength === 'detail').length > 1
    ? 'joint'
    : 'weak';
};
