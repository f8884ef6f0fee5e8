import { hostOfUrl } from '../codec/url';
import { observableNames, type TiIndicator } from '../codec/ti-indicator';

export interface Observable {
  /** Name of the tiIndicator property, e.g. `networkDestinationIPv4`. */
  readonly kind: string;
  readonly value: string;
}

type Member = keyof TiIndicator;

/** The most telling first: an indicator with a hash and a file name is known by its hash. */
const leading: readonly Member[] = [
  'fileHashValue',
  'url',
  'domainName',
  'networkDestinationIPv4',
  'networkDestinationIPv6',
  'networkIPv4',
  'networkIPv6',
  'networkSourceIPv4',
  'networkSourceIPv6',
  'networkDestinationCidrBlock',
  'networkCidrBlock',
  'networkSourceCidrBlock',
  'emailSenderAddress',
  'emailSourceDomain',
  'emailSourceIpAddress',
  'emailSubject',
  'fileName',
];

const telling: ReadonlySet<string> = new Set(leading);

/** Whether an indicator can be known by it. A port, a size or a recipient only says more of another observable. */
export const isTelling = ({ kind }: Observable): boolean => telling.has(kind);

const order: readonly string[] = [
  ...new Set<string>([
    ...leading,
    ...observableNames.network,
    ...observableNames.file,
    ...observableNames.email,
  ]),
];

const rankOf = new Map(order.map((kind, rank) => [kind, rank]));

const rank = ({ kind }: Observable): number => rankOf.get(kind) ?? order.length;

/** Every observable of an indicator, beginning with the one that it is known by. */
export const observablesOf = (indicator: TiIndicator): readonly Observable[] => {
  const members = indicator as Readonly<Record<string, unknown>>;
  const found: Observable[] = [];
  // It loops over the indicator's few members: asking for all forty would take ten times as long.
  for (const kind of Object.keys(members)) {
    const value = members[kind];
    if (rankOf.has(kind) && (typeof value === 'string' || typeof value === 'number'))
      found.push({ kind, value: String(value) });
  }
  return found.sort((a, b) => rank(a) - rank(b));
};

/** The host of a URL in canonical form; undefined for what is no URL. */
export const urlHostOf = ({ kind, value }: Observable): string | undefined =>
  kind === 'url' ? hostOfUrl(value) : undefined;
