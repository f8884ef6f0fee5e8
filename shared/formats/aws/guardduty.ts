// Over sixty lines: an event and the API write one finding in two spellings.
import {
  holdsObject,
  isObject,
  isYes,
  objectOf,
  oneOrMany,
  textOf,
  textsOf,
  type Json,
} from '../../codec/json-value';
import { leave, type ReadOptions } from '../format';
import { format, orNoIndicator, type About, type Entry, type Why } from '../kit';
import { allOf } from '../recognition';
import { isSampleTitle } from '../../indicator/sample-title';
import { readSequence, sequenceIn } from './attack-sequence';
import { condemning, readOtherEnd, step, threatsOfTypes, walk, type AmazonPart } from './other-end';
import { readScannedFiles } from './scanned-files';

const whyNot = (
  finding: AmazonPart,
  service: AmazonPart,
  { takeSuspicious }: ReadOptions,
): Why | undefined => {
  const additional = objectOf(step(service, 'additionalInfo').value);
  const nested = textOf(additional.value ?? additional.Value) ?? '';
  const isSample =
    isYes(additional.sample ?? additional.Sample) ||
    /"sample"\s*:\s*true/i.test(nested.slice(0, 10_000)) ||
    isSampleTitle(step(finding, 'title').value);
  if (isSample) return ['simulated-alert', 'a sample finding, whose addresses are made up'];
  if (isYes(step(service, 'archived').value))
    return ['closed-as-benign', 'the finding was archived, which suppresses it'];
  if (sequenceIn(service) !== undefined) return undefined;
  const lists = walk(service, 'evidence', 'threatIntelligenceDetails').value;
  const isCondemned =
    oneOrMany(lists).some(isObject) || condemning.test(textOf(step(finding, 'type').value) ?? '');
  return isCondemned || takeSuspicious
    ? undefined
    : ['verdict-not-malicious', 'neither on a threat list nor of a type that names a malicious peer'];
};

const readFinding = (item: Json, place: string, options: ReadOptions): readonly Entry[] => {
  const finding = { place, value: item };
  const service = step(finding, 'service');
  const valueOf = (name: string): unknown => step(finding, name).value;
  const threats = oneOrMany(walk(service, 'evidence', 'threatIntelligenceDetails').value).map(objectOf);
  const about: About = {
    description: textOf(valueOf('title')) ?? textOf(valueOf('type')),
    additionalInformation: textOf(valueOf('description')),
    threat: [
      ...threats.flatMap((one) => textsOf(one.threatNames ?? one.ThreatNames)),
      ...threatsOfTypes(textsOf(valueOf('type'))),
    ],
    severity: { value: valueOf('severity'), of: 10 },
    lastSeen: valueOf('updatedAt'),
    tags: textsOf(valueOf('type')),
  };
  const sequence = sequenceIn(service);
  const resource = step(finding, 'resource');
  const own = holdsObject(resource.value)
    ? [leave(resource.place, 'own-asset', 'a resource of yours, not a threat')]
    : [];
  const why = whyNot(finding, service, options);
  return why !== undefined
    ? [leave(place, ...why)]
    : [
        ...orNoIndicator(place, 'a finding that names neither another end nor a file', [
          ...readOtherEnd(step(service, 'action'), about),
          ...readScannedFiles(service, about),
          ...(sequence === undefined ? [] : readSequence(sequence, about, options)),
        ]),
        ...own,
      ];
};

/**
 * Findings of Amazon GuardDuty, as events and its API write them. Taken are the other end where it is on a threat list, and
 * files that the malware protection found.
 */
export const guardDuty = format({
  name: 'guardduty',
  marks: ['accountid'],
  expects: 'a finding of Amazon GuardDuty with accountId, type, resource and service, or {"Findings":[…]}',
  one: 'a finding of GuardDuty',
  items: ['Findings', 'findings', 'value'],
  is: (item) => {
    const has = (name: string): boolean => step({ place: '', value: item }, name).value !== undefined;
    return allOf(
      has('accountId') || 'accountId',
      holdsObject(step({ place: '', value: item }, 'service').value) || 'service',
      has('resource') || 'resource',
      /^\w+:[\w/]+/.test(textOf(step({ place: '', value: item }, 'type').value) ?? '') || 'type',
    );
  },
  read: readFinding,
});
