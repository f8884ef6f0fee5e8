import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RR from 'fp-ts/ReadonlyRecord';
import { isIP } from 'node:net';
import { observableNames, tiIndicatorCodec, type TiIndicator } from '../../codec/ti-indicator';
import { canonicalUrl, hostOfUrl } from '../../codec/url';
import { guardDangerOf } from '../../indicator/guard/guard';
import { type GuardRules } from '../../indicator/guard/judge';
import { computedOnce } from '../../indicator/guard/computed-once';
import { externalIdOf } from '../../indicator/identity';
import { domainMembers, ipMembers } from '../../indicator/normalise';
import { observableKindOf } from '../../indicator/observable-kind';
import { observablesOf } from '../../indicator/observable';
import { refang } from '../../indicator/refang';
import { sharedLists } from '../../indicator/shared-infrastructure/lists';
import { mergeDuplicates, type KeyedReading, type Reading } from '../reading/merge-duplicates';
import { type Planned } from '../outcome';
import { type Environment } from '../ports';

/**
 * The host of a URL as an indicator, with the key by which duplicates are recognised; or why there is none, where `code` is a
 * row of docs/outcomes.md.
 */
export type UrlHost =
  | { readonly _tag: 'Added'; readonly host: KeyedReading['found'][number] }
  | { readonly _tag: 'NotAdded'; readonly code: string; readonly text: string };

/** Asked about each URL whose route adds its host. */
export type UrlHosts = (routed: Planned) => UrlHost;

const notAdded = (code: string, text: string): UrlHost => ({ _tag: 'NotAdded', code, text });

/** Every list counts here. A list that is switched off lets in only what senders name themselves. */
const everyList: GuardRules['sharedInfrastructure'] = RR.map(() => 'refuse' as const)(sharedLists);

/** Whoever trusts a page does not want its site blocked. */
const withHost = (entry: string): readonly string[] => {
  const host = hostOfUrl(canonicalUrl(refang(entry)) ?? '');
  return entry.includes('://') && host !== undefined ? [entry, host] : [entry];
};

const strict = computedOnce((rules: GuardRules): GuardRules => ({
  ...rules,
  sharedInfrastructure: everyList,
  allowList: rules.allowList.flatMap(withHost),
}));

const observed: ReadonlySet<string> = new Set<string>(Object.values(observableNames).flat());

const addressNames = /IPv[46]$/;

/** Hosts that an indicator is known by; the host of a URL belongs to the URL. */
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

/** It was accepted with its URL, so the clock does not judge it again. */
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
 * The host of a URL as an indicator of its own: everything that the URL's says except its observables, from the same place.
 * There is none where the event says something of that host itself (or takes it back), or where the guard refuses it by any of
 * its lists, those that are switched off included. It names no item of its source, since that is the URL.
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
    const danger = guardDangerOf(indicator, strict(guard), { observables: [observable] });
    if (danger !== undefined) return notAdded(danger.code, `the host of this URL: ${danger.text}`);
    const externalId = externalIdOf(identityScope, indicator, [observable]);
    const own: Planned = { ...planned, item: undefined, indicator: { ...indicator, externalId } };
    return { _tag: 'Added', host: { key, planned: own } };
  };
};

/** The hosts for one destination, each once: what several URLs say of a host is merged like duplicates in an event. */
export const mergedHosts = (hosts: KeyedReading['found']): readonly Planned[] =>
  mergeDuplicates({ found: hosts, left: [] }).found;
