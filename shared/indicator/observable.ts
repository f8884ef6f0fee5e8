import { observableNames, type TiIndicator } from '../codec/ti-indicator';

export interface Observable {
  /** Name of the tiIndicator property, e.g. `networkDestinationIPv4`. */
  readonly kind: string;
  readonly value: string;
}

type Member = keyof TiIndicator;

/** Most telling first: an indicator with a hash and a file name is known by its hash. */
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

const order: readonly string[] = [
  ...new Set<string>([
    ...leading,
    ...observableNames.network,
    ...observableNames.file,
    ...observableNames.email,
  ]),
];

/** Every observable of an indicator, the one it is known by first. */
export const observablesOf = (indicator: TiIndicator): readonly Observable[] => {
  const members = indicator as Readonly<Record<string, unknown>>;
  return order.flatMap((kind) => {
    const value = members[kind];
    return typeof value === 'string' || typeof value === 'number' ? [{ kind, value: String(value) }] : [];
  });
};
