// Over sixty lines: five kinds of action, each with the other end elsewhere.
import { at } from '../../codec/json-pointer';
import { listed } from '../../codec/items';
import { objectOf, textOf } from '../../codec/json-value';
import { type Direction } from '../format';
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
