// Over sixty lines: listed indicators and the other end, each by its own verdict.
import { listedIn, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isYes, objectOf, textOf, type Json } from '../../codec/json-value';
import { textAtPath, textsAtPath } from '../../codec/member-path';
import { leave, withdraw } from '../format';
import {
  format,
  eachObject,
  observe,
  orNoIndicator,
  takeTyped,
  type About,
  type Entry,
  type Observer,
  type Why,
} from '../kit';
import { allOf, hasMembers, hasOneOf } from '../recognition';
import { isSampleTitle } from '../../indicator/sample-title';
import { condemning, readNetwork, readOtherEnd, threatsOfTypes } from './other-end';
import { fileAt } from './scanned-files';

/** Types of ASFF's ThreatIntelIndicators. A mutex, a process or an e-mail address there need not be an attacker's. */
const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['ipv4_address', observe.ip],
  ['ipv6_address', observe.ip],
  ['domain', observe.domain],
  ['url', observe.url],
  ['email_address', observe.text('emailSenderAddress')],
  ['hash_md5', observe.hashOf('md5')],
  ['hash_sha1', observe.hashOf('sha1')],
  ['hash_sha256', observe.hashOf('sha256')],
  ['mutex', observe.text('fileMutexName')],
]);

const whyNot = (finding: Json): Why | undefined => {
  if (isYes(finding.Sample) || isSampleTitle(finding.Title))
    return ['simulated-alert', 'a sample finding, whose addresses are made up'];
  const isClosed =
    /^archived$/i.test(textOf(finding.RecordState) ?? '') ||
    /^suppressed$/i.test(textAtPath(finding, 'Workflow.Status') ?? '') ||
    /^(?:false|benign)_positive$/i.test(textOf(finding.VerificationState) ?? '');
  return isClosed
    ? ['closed-as-benign', 'the finding is archived, suppressed or a false positive']
    : undefined;
};

/** The infected files of one of ASFF's `Threats`. */
const readFiles = ({ place, item }: Item, about: About): readonly Entry[] =>
  listedIn(place, objectOf(item), 'FilePaths').flatMap((file) =>
    fileAt({ place: file.place, value: file.item }, objectOf(file.item).FileName, about),
  );

const readFinding = (finding: Json, place: string): readonly Entry[] => {
  const about: About = {
    item: textOf(finding.Id),
    description: textOf(finding.Title),
    additionalInformation: textOf(finding.Description),
    severity: { value: textAtPath(finding, 'Severity.Label') },
    confidence: { value: finding.Confidence, of: 100 },
    lastSeen: finding.LastObservedAt ?? finding.UpdatedAt,
    tags: textsAtPath(finding, 'Types'),
    malwareFamilies: textsAtPath(finding, 'Malware.Name', 'Threats.Name'),
  };
  const types = textsAtPath(finding, 'Types', 'FindingProviderFields.Types');
  const threat = threatsOfTypes(types);
  const listed = eachObject(listedIn(place, finding, 'ThreatIntelIndicators'), 'an indicator', (one, where) =>
    takeTyped(
      where,
      { ...about, threat: [...textsAtPath(one, 'Category').map((word) => word.toLowerCase()), ...threat] },
      { observers, type: one.Type, value: one.Value, expected: 'a Type and a Value' },
    ),
  );
  const files = listedIn(place, finding, 'Threats').flatMap((one) =>
    readFiles(one, { ...about, threat: ['malware'] }),
  );
  const isCondemned = types.some((type) => condemning.test(type));
  const action = { place: at(place, 'Action'), value: finding.Action };
  const own = listedIn(place, finding, 'Resources').map((one) =>
    leave(one.place, 'own-asset', 'a resource of yours'),
  );
  const ofPeer = { ...about, threat };
  const ends = readNetwork({ place: at(place, 'Network'), value: finding.Network }, ofPeer);
  const unless = (isSaid: boolean, text: string, peers: readonly Entry[]): readonly Entry[] =>
    peers.map((one) => (isSaid || one._tag === 'Skipped' ? one : leave(one.place, 'observed-only', text)));
  const entries = [
    ...listed,
    ...files,
    ...unless(isCondemned, 'the finding is of no type that names a malicious peer', [
      ...readOtherEnd(action, ofPeer),
      ...unless(listed.length === 0, 'beside threat intelligence, which names what is bad', ends),
    ]),
    ...own,
  ];
  const why = whyNot(finding);
  return why === undefined
    ? orNoIndicator(place, 'a finding that names no threat', entries)
    : [withdraw(leave(place, ...why), entries)];
};

/**
 * Findings of AWS Security Hub in its Finding Format (ASFF). Taken are the threat intelligence in them, and the other end where
 * the type condemns it.
 */
export const securityHub = format({
  name: 'security-hub',
  marks: ['productarn'],
  expects: 'findings of AWS Security Hub (ASFF) with SchemaVersion, ProductArn, Types and Resources',
  one: 'a finding of Security Hub',
  items: ['findings', 'Findings', 'value'],
  is: (item) =>
    allOf(
      hasMembers(item, 'ProductArn', 'SchemaVersion'),
      hasOneOf(item, 'Types', 'FindingProviderFields', 'Resources'),
    ),
  read: readFinding,
});
