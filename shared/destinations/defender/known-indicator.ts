import { hash } from 'node:crypto';
import { type Indicator } from '../../indicator/indicator';
import { defenderValuesOf, type DefenderValue } from './defender-indicators';

/** Hosts and hashes are the same in any case. Whether a URL's path is, is not documented. */
const spelled = ({ type, value }: DefenderValue): string => (type === 'Url' ? value : value.toLowerCase());

const valuesIn = (indicator: Indicator): Partial<Indicator> => {
  const { url, domainName, fileHashType, fileHashValue } = indicator;
  const addresses = defenderValuesOf(indicator)
    .flatMap(({ type, value }) => (type === 'IpAddress' ? [value] : []))
    .sort();
  const [v4, v4b, v4c] = addresses.filter((one) => !one.includes(':'));
  const [v6, v6b, v6c] = addresses.filter((one) => one.includes(':'));
  return {
    ...(url === undefined ? {} : { url }),
    ...(domainName === undefined ? {} : { domainName }),
    ...(fileHashType === undefined ? {} : { fileHashType }),
    ...(fileHashValue === undefined ? {} : { fileHashValue }),
    ...(v4 === undefined ? {} : { networkIPv4: v4 }),
    ...(v4b === undefined ? {} : { networkDestinationIPv4: v4b }),
    ...(v4c === undefined ? {} : { networkSourceIPv4: v4c }),
    ...(v6 === undefined ? {} : { networkIPv6: v6 }),
    ...(v6b === undefined ? {} : { networkDestinationIPv6: v6b }),
    ...(v6c === undefined ? {} : { networkSourceIPv6: v6c }),
  };
};

/** SHA-256 (64 hexadecimal characters) over types and values, which are all by which Defender distinguishes entries. */
const identityOf = (indicator: Indicator): string =>
  hash(
    'sha256',
    JSON.stringify(
      defenderValuesOf(indicator)
        .map((one) => [one.type, spelled(one)])
        .sort(([a = '', b = ''], [c = '', d = '']) => (`${a} ${b}` < `${c} ${d}` ? -1 : 1)),
    ),
  );

/** What only watches is there as what alerts is, and with another action it would be another entry. */
const actionThere = ({ action, passiveOnly }: Indicator): Indicator['action'] =>
  action === 'block' && passiveOnly === true ? 'alert' : action;

/** An indicator as Defender knows it: identified by its types and values, and without members that are not sent there. */
export const knownIndicator = (indicator: Indicator): Indicator => {
  const { passiveOnly, threatType, description, severity, confidence } = indicator;
  const { expirationDateTime, tlpLevel, tags } = indicator;
  return {
    externalId: identityOf(indicator),
    targetProduct: 'Microsoft Defender ATP',
    action: actionThere(indicator),
    threatType,
    description,
    expirationDateTime,
    tlpLevel,
    ...(passiveOnly === undefined ? {} : { passiveOnly }),
    ...(severity === undefined ? {} : { severity }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(tags === undefined ? {} : { tags }),
    ...valuesIn(indicator),
  };
};
