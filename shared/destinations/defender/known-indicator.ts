import { hash } from 'node:crypto';
import { type Indicator } from '../../indicator/indicator';
import { defenderValuesOf, type DefenderValue } from './defender-indicators';

/** Hosts and hashes are the same in any case. Whether a URL's path is, is not documented. */
const spelled = ({ type, value }: DefenderValue): string => (type === 'Url' ? value : value.toLowerCase());

/** The members of an indicator that names this value. */
const membersOf: Readonly<Record<DefenderValue['type'], (value: string) => Partial<Indicator>>> = {
  FileMd5: (fileHashValue) => ({ fileHashType: 'md5', fileHashValue }),
  FileSha1: (fileHashValue) => ({ fileHashType: 'sha1', fileHashValue }),
  FileSha256: (fileHashValue) => ({ fileHashType: 'sha256', fileHashValue }),
  IpAddress: (value) => (value.includes(':') ? { networkIPv6: value } : { networkIPv4: value }),
  DomainName: (domainName) => ({ domainName }),
  Url: (url) => ({ url }),
};

/** SHA-256 (64 hexadecimal characters) over types and values, which are all by which Defender distinguishes entries. */
const identityOf = (values: readonly DefenderValue[]): string =>
  hash(
    'sha256',
    JSON.stringify(
      values
        .map((one) => [one.type, spelled(one)])
        .sort(([a = '', b = ''], [c = '', d = '']) => (`${a} ${b}` < `${c} ${d}` ? -1 : 1)),
    ),
  );

/** What only watches is there as what alerts is, and with another action it would be another entry. */
const actionThere = ({ action, passiveOnly }: Indicator): Indicator['action'] =>
  action === 'block' && passiveOnly === true ? 'alert' : action;

/**
 * An indicator as Defender knows it: an entry for each value, identified by its type and value, without members that are not sent
 * there. Earlier builds had one row for all values together, so that one is taken back, too.
 */
export const knownIndicators = (indicator: Indicator, isTakenBack: boolean): readonly Indicator[] => {
  const { passiveOnly, threatType, description, severity, confidence } = indicator;
  const { expirationDateTime, tlpLevel, tags } = indicator;
  const known = ({ type, value }: DefenderValue, externalId: string): Indicator => ({
    externalId,
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
    ...membersOf[type](value),
  });
  const values = defenderValuesOf(indicator);
  const [first, ...others] = values;
  return [
    ...values.map((one) => known(one, identityOf([one]))),
    ...(isTakenBack && first !== undefined && others.length > 0 ? [known(first, identityOf(values))] : []),
  ];
};
