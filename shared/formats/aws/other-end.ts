// Over sixty lines: six kinds of action, each with the other end elsewhere.
import { at } from '../../codec/json-pointer';
import { listed } from '../../codec/items';
import { objectOf, textOf } from '../../codec/json-value';
import { leave, type Direction } from '../format';
import { observe, take, type About, type Entry } from '../kit';

/** A value in an event of Amazon's, and its place. */
export interface AmazonPart {
  readonly place: string;
  readonly value: unknown;
}

/** A member by its name in events, or with a capital as the API writes it. */
export const step = ({ place, value }: AmazonPart, name: string): AmazonPart => {
  const object = objectOf(value);
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  const own = Object.hasOwn(object, name) ? name : capital;
  return { place: at(place, own), value: object[own] };
};

export const walk = (from: AmazonPart, ...names: readonly string[]): AmazonPart => names.reduce(step, from);

/** Each item of the list under a member. */
export const eachStep = (part: AmazonPart, name: string): readonly AmazonPart[] => {
  const list = step(part, name);
  return listed(list.place, list.value).map(({ place, item }) => ({ place, value: item }));
};

/** Finding types that say that the other end is bad. Of the remaining types only some are about an address at all. */
export const condemning =
  /MaliciousIPCaller|MaliciousDomain|MaliciousIP|C&CActivity|BlackholeTraffic|DropPoint|Phishing|BitcoinTool|CryptoMining|DGADomain|MaliciousFile/i;

const threats: readonly (readonly [type: RegExp, word: string])[] = [
  [/C&CActivity|Command and Control/i, 'c2'],
  [/CryptoCurrency|BitcoinTool|CryptoMining/i, 'cryptomining'],
  [/Phishing/i, 'phishing'],
  [/MaliciousFile/i, 'malware'],
];

/** What the types of a finding say of the threat. */
export const threatsOfTypes = (types: readonly string[]): readonly string[] =>
  threats.flatMap(([type, word]) => (types.some((one) => type.test(one)) ? word : []));

const actions = [
  'networkConnectionAction',
  'awsApiCallAction',
  'kubernetesApiCallAction',
  'rdsLoginAttemptAction',
];

const remoteOf = (
  of: AmazonPart,
  about: About,
  { direction, port }: { readonly direction?: Direction | undefined; readonly port?: unknown } = {},
): readonly Entry[] =>
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

/** Whose end of a connection the other one is, by the word for its direction. */
export const directionOf = (value: unknown): Direction | undefined => {
  const word = textOf(value)?.toUpperCase();
  return word === 'OUTBOUND' ? 'destination' : word === 'INBOUND' ? 'source' : undefined;
};

/** Reads the other end of each action; the own end is never read. */
export const readOtherEnd = (action: AmazonPart, about: About): readonly Entry[] => {
  const probes = walk(action, 'portProbeAction', 'portProbeDetails');
  const domain = walk(action, 'dnsRequestAction', 'domain');
  return [
    ...actions.flatMap((name) => {
      const one = step(action, name);
      const direction = directionOf(step(one, 'connectionDirection').value);
      // A caller may use any port, so that one says nothing.
      const { value } = walk(one, 'remotePortDetails', 'port');
      return remoteOf(one, about, { direction, port: direction === 'destination' ? value : undefined });
    }),
    ...listed(probes.place, probes.value).flatMap(({ place, item }) =>
      remoteOf({ place, value: item }, about, { direction: 'source' }),
    ),
    ...(textOf(domain.value) === undefined
      ? []
      : [take(domain.place, about, observe.domain(String(domain.value)))]),
  ];
};

/** Reads both ends of the connection that ASFF calls `Network`: the other one by its direction, and none where it has no direction. */
export const readNetwork = (network: AmazonPart, about: About): readonly Entry[] => {
  const word = textOf(step(network, 'Direction').value)?.toUpperCase();
  const remote = word === 'OUT' ? 'Destination' : word === 'IN' ? 'Source' : undefined;
  return ['Destination', 'Source'].flatMap((end) =>
    ['IpV4', 'IpV6', 'Domain'].flatMap((name): readonly Entry[] => {
      const { place, value } = step(network, `${end}${name}`);
      const text = textOf(value);
      if (text === undefined) return [];
      if (remote === undefined)
        return [leave(place, 'observed-only', 'an end of a connection whose direction is not stated')];
      if (end !== remote) return [leave(place, 'own-asset', 'the own end of the connection')];
      if (name === 'Domain') return [take(place, about, observe.domain(text))];
      const port = end === 'Destination' ? step(network, 'DestinationPort').value : undefined;
      const direction = end === 'Destination' ? 'destination' : 'source';
      return [take(place, about, { kind: 'ip', value: text, direction, port })];
    }),
  );
};
