import { fitDescription } from './description';
import { canonicalFileHash, expectedFileHash } from './file-hash';
import { members, type MemberName, type TiIndicator } from './members';

/** An indicator being decoded: its valid members, and the names of all that were given, refused ones included. */
export interface RuleCandidate {
  readonly valid: Partial<TiIndicator>;
  readonly given: (name: MemberName) => boolean;
  readonly observed: boolean;
  readonly now: () => Date;
}

/** A broken rule between members. `member` is its place; without one, the place is the indicator itself. */
export interface Breach {
  readonly member?: MemberName;
  readonly expected: string;
}

type Rule = (candidate: RuleCandidate) => Breach | undefined;

const expiresLater: Rule = ({ valid: { expirationDateTime }, now }) =>
  expirationDateTime !== undefined && Date.parse(expirationDateTime) <= now().getTime()
    ? { member: 'expirationDateTime', expected: 'a moment after now' }
    : undefined;

/** The first hundred characters of a long description are sent alone, so they must be a valid description by themselves. */
const descriptionFits: Rule = ({ valid: { description } }) => {
  const { codec } = members.description;
  if (description === undefined) return undefined;
  const fitted = fitDescription({ description }).description;
  return fitted !== description && !codec.is(fitted)
    ? { member: 'description', expected: `${codec.name}, not an unresolved template` }
    : undefined;
};

const hasObservable: Rule = ({ observed }) =>
  observed ? undefined : { expected: 'at least one email, file or network observable' };

const hashWithType: Rule = ({ given }) =>
  given('fileHashValue') && !given('fileHashType')
    ? { member: 'fileHashType', expected: `${members.fileHashType.codec.name}, beside fileHashValue` }
    : undefined;

const typeWithHash: Rule = ({ valid: { fileHashType }, given }) =>
  fileHashType !== undefined && fileHashType !== 'unknown' && !given('fileHashValue')
    ? { member: 'fileHashValue', expected: `${expectedFileHash(fileHashType)}, beside fileHashType` }
    : undefined;

const hashOfType: Rule = ({ valid: { fileHashType, fileHashValue } }) =>
  fileHashType !== undefined &&
  fileHashValue !== undefined &&
  canonicalFileHash(fileHashType, fileHashValue) === undefined
    ? { member: 'fileHashValue', expected: expectedFileHash(fileHashType, fileHashValue) }
    : undefined;

const defenderReads: readonly MemberName[] = [
  'domainName',
  'url',
  'networkDestinationIPv4',
  'networkDestinationIPv6',
  'fileHashValue',
];

const defenderOverlooks: readonly MemberName[] = [
  'networkIPv4',
  'networkIPv6',
  'networkSourceIPv4',
  'networkSourceIPv6',
  'networkCidrBlock',
  'networkSourceCidrBlock',
  'networkDestinationCidrBlock',
];

/** Defender answers any other indicator with an empty indicator value. */
const defenderReadsIt: Rule = ({ valid: { targetProduct }, given }) => {
  if (targetProduct !== 'Microsoft Defender ATP' || defenderReads.some(given)) return undefined;
  const hint = '; of the addresses it reads only networkDestinationIPv4 and networkDestinationIPv6';
  return {
    expected: `one of ${defenderReads.join(', ')} for Microsoft Defender ATP${defenderOverlooks.some(given) ? hint : ''}`,
  };
};

const rules = [
  expiresLater,
  descriptionFits,
  hasObservable,
  hashWithType,
  typeWithHash,
  hashOfType,
  defenderReadsIt,
];

/** Every broken rule between members, as far as the members that it looks at are valid. */
export const breaches = (candidate: RuleCandidate): readonly Breach[] =>
  rules.map((rule) => rule(candidate)).filter((breach) => breach !== undefined);
