// Over sixty lines: five kinds of action, each with the other end elsewhere.
import { at } from '../codec/json-pointer';
import { listed } from '../codec/items';
import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../codec/json-value';
import { leave, type Direction, type ReadOptions } from './format';
import { format, observe, orNoIndicator, take, type About, type Entry, type Why } from './kit';
import { allOf } from './recognition';

interface Step {
  readonly place: string;
  readonly value: unknown;
}

/** A member by its name in events, or with a capital as the API writes it. */
const step = ({ place, value }: Step, name: string): Step => {
  const object = objectOf(value);
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  const own = Object.hasOwn(object, name) ? name : capital;
  return { place: at(place, own), value: object[own] };
};

const walk = (from: Step, ...names: readonly string[]): Step => names.reduce(step, from);

/** Types that name what is bad at the other end; of the rest only some are about an address at all. */
const condemning =
  /MaliciousIPCaller|MaliciousDomain|MaliciousIP|C&CActivity|BlackholeTraffic|DropPoint|Phishing|BitcoinTool|CryptoMining|DGADomain|MaliciousFile/i;

const actions = [
  'networkConnectionAction',
  'awsApiCallAction',
  'kubernetesApiCallAction',
  'rdsLoginAttemptAction',
];

const remoteOf = (of: Step, about: About, direction?: Direction, port?: unknown): readonly Entry[] =>
  ['ipAddressV4', 'ipAddressV6'].flatMap((name) => {
    const { place, value } = walk(of, 'remoteIpDetails', name);
    const text = textOf(value);
    if (text === undefined) return [];
    return [
      take(place, about, {
        kind: 'ip',
        value: text,
        port,
        ...(direction === undefined ? {} : { direction }),
      }),
    ];
  });

const directionIn = (action: Step): Direction | undefined => {
  const word = textOf(step(action, 'connectionDirection').value)?.toUpperCase();
  return word === 'OUTBOUND' ? 'destination' : word === 'INBOUND' ? 'source' : undefined;
};

/** The other end of each action; the own end is never read. */
const readActions = (service: Step, about: About): readonly Entry[] => {
  const action = step(service, 'action');
  const probes = walk(action, 'portProbeAction', 'portProbeDetails');
  const domain = walk(action, 'dnsRequestAction', 'domain');
  return [
    ...actions.flatMap((name) => {
      const one = step(action, name);
      const direction = directionIn(one);
      // The port of one who calls is any.
      const { value } = walk(one, 'remotePortDetails', 'port');
      return remoteOf(one, about, direction, direction === 'destination' ? value : undefined);
    }),
    ...listed(probes.place, probes.value).flatMap(({ place, item }) =>
      remoteOf({ place, value: item }, about, 'source'),
    ),
    ...(textOf(domain.value) === undefined
      ? []
      : [take(domain.place, about, observe.domain(String(domain.value)))]),
  ];
};

const whyNot = (finding: Step, service: Step, { takeSuspicious }: ReadOptions): Why | undefined => {
  const additional = objectOf(step(service, 'additionalInfo').value);
  const nested = textOf(additional.value ?? additional.Value) ?? '';
  if (additional.sample === true || /"sample"\s*:\s*true/i.test(nested.slice(0, 10_000)))
    return ['simulated-alert', 'a sample finding, whose addresses are made up'];
  if (step(service, 'archived').value === true)
    return ['closed-as-benign', 'the finding was archived, which suppresses it'];
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
    threat: threats.flatMap((one) => textsOf(one.threatNames ?? one.ThreatNames)),
    severity: { value: valueOf('severity'), of: 10 },
    lastSeen: valueOf('updatedAt'),
    tags: textsOf(valueOf('type')),
  };
  const resource = step(finding, 'resource');
  const own = isObject(resource.value)
    ? [leave(resource.place, 'own-asset', 'a resource of yours, not a threat')]
    : [];
  const why = whyNot(finding, service, options);
  return why !== undefined
    ? [leave(place, ...why)]
    : [...orNoIndicator(place, 'a finding that names no other end', readActions(service, about)), ...own];
};

/** Findings of Amazon GuardDuty, as events and its API write them: the other end, where it is on a threat list. */
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
      isObject(step({ place: '', value: item }, 'service').value) || 'service',
      has('resource') || 'resource',
      /^\w+:[\w/]+/.test(textOf(step({ place: '', value: item }, 'type').value) ?? '') || 'type',
    );
  },
  read: readFinding,
});
