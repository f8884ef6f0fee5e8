import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { isIP } from 'node:net';
import { observableNames, tiIndicatorCodec, type TiIndicator } from '../codec/ti-indicator';
import { canonicalUrl, hostOfUrl } from '../codec/url';
import { dangerOf } from '../indicator/guard/guard';
import { type GuardRules } from '../indicator/guard/judge';
import { once } from '../indicator/guard/once';
import { externalIdOf } from '../indicator/identity';
import { domainMembers, ipMembers } from '../indicator/normalise';
import { observableKindOf } from '../indicator/observable-kind';
import { observablesOf } from '../indicator/observable';
import { refang } from '../indicator/refang';
import { mergeDuplicates, type KeyedReading, type Reading } from './merge-duplicates';
import { type Planned } from './outcome';
import { type Environment } from './ports';

/** The host of a URL as an indicator, under the key by which two are one, or why it is none; `code`: a row of docs/outcomes.md. */
export type UrlHost =
  | { readonly _tag: 'Added'; readonly host: KeyedReading['found'][number] }
  | { readonly _tag: 'NotAdded'; readonly code: string; readonly text: string };

/** Asked of each URL whose route adds its host, as it is routed. */
export type UrlHosts = (routed: Planned) => UrlHost;

const notAdded = (code: string, text: string): UrlHost => ({ _tag: 'NotAdded', code, text });

/** Here every list counts: one that is switched off lets in what senders say themselves. */
const everyList: GuardRules['sharedInfrastructure'] = {
  resolvers: 'refuse',
  signIn: 'refuse',
  updates: 'refuse',
  microsoft365: 'refuse',
  fileShares: 'refuse',
  linkShorteners: 'refuse',
  hosting: 'refuse',
  contentNetworks: 'refuse',
  everydaySites: 'refuse',
};

/** Whoever trusts a page does not want its site blocked. */
const withHost = (entry: string): readonly string[] => {
  const host = hostOfUrl(canonicalUrl(refang(entry)) ?? '');
  return entry.includes('://') && host !== undefined ? [entry, host] : [entry];
};

const strict = once((rules: GuardRules): GuardRules => ({
  ...rules,
  sharedInfrastructure: everyList,
  allowList: rules.allowList.flatMap(withHost),
}));

const observed: ReadonlySet<string> = new Set<string>(Object.values(observableNames).flat());

const addressNames = /IPv[46]$/;

/** Hosts that an indicator is known by; that of a URL is what the URL says. */
const hostsIn = ({ indicator }: Planned): readonly string[] => {
  const kind = observableKindOf(Object.keys(indicator));
  return observablesOf(indicator).flatMap(({ kind: name, value }) =>
    (kind === 'domain' && name === 'domainName') || (kind === 'ip' && addressNames.test(name)) ? [value] : [],
  );
};

const keyOf = ({ targetProduct }: TiIndicator, host: string): string => `${targetProduct} ${host}`;

const heldIn = ({ found, left }: Reading): ReadonlySet<string> =>
  new Set(
    [...found, ...left.flatMap(({ withdrawn = [] }) => withdrawn)].flatMap((one) =>
      hostsIn(one).map((host) => keyOf(one.indicator, host)),
    ),
  );

/** What was taken as it stands is not judged by the clock again. */
const codec = tiIndicatorCodec(() => new Date(0));

const hostIndicator = (indicator: TiIndicator): TiIndicator | undefined => {
  const host = hostOfUrl(indicator.url ?? '') ?? '';
  const others = Object.entries(indicator).filter(([name]) => name !== 'externalId' && !observed.has(name));
  return pipe(
    isIP(host) === 0 ? domainMembers(host, '') : ipMembers(host, ''),
    E.map((members) => codec.decode({ ...Object.fromEntries(others), ...members })),
    E.match(
      () => undefined,
      (decoded) => (E.isRight(decoded) ? decoded.right : undefined),
    ),
  );
};

/**
 * The host of a URL that goes somewhere, as an indicator of its own: all that the URL's says but for what it is known by, from the same
 * place. None where the event says something of that host itself (or takes it back), and none that the guard refuses by any of its lists,
 * those that are switched off as well. Which item of its source it is of is not said: that is the URL.
 */
export const urlHosts = (
  {
    profile: { guard },
    identityScope,
  }: Pick<Environment, 'identityScope'> & {
    readonly profile: { readonly guard: GuardRules };
  },
  reading: Reading,
): UrlHosts => {
  let held: ReadonlySet<string> | undefined;
  return (planned) => {
    held ??= heldIn(reading);
    const indicator = hostIndicator(planned.indicator);
    const [observable] = indicator === undefined ? [] : observablesOf(indicator);
    if (indicator === undefined || observable === undefined)
      return notAdded('observable-invalid', 'the host of this URL is no domain name and no address');
    const key = keyOf(indicator, observable.value);
    if (held.has(key)) return notAdded('duplicate-in-event', 'the event says something of this host itself');
    const danger = dangerOf(indicator, strict(guard), { observables: [observable] });
    if (danger !== undefined) return notAdded(danger.code, `the host of this URL: ${danger.text}`);
    const externalId = externalIdOf(identityScope, indicator, [observable]);
    const own: Planned = { ...planned, item: undefined, indicator: { ...indicator, externalId } };
    return { _tag: 'Added', host: { key, planned: own } };
  };
};

/** Those of one destination, each once: what several URLs say of a host is merged as what an event says twice. */
export const mergedHosts = (hosts: KeyedReading['found']): readonly Planned[] =>
  mergeDuplicates({ found: hosts, left: [] }).found;
