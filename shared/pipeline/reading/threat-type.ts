import { threatTypes } from '../../codec/members';
import { own } from '../../codec/own';
import { plainWord } from '../../codec/text';
import { type TiIndicator } from '../../codec/ti-indicator';
import { type Profile } from '../../profile/profile';

type ThreatType = TiIndicator['threatType'];

/**
 * Words of STIX indicator types, abuse.ch, Anomali, Microsoft's and Amazon's categories and others: as they are written, or in small
 * letters without signs where several spell them. For any other word the profile's default holds.
 */
const threatWords: ReadonlyMap<string, ThreatType> = new Map<string, ThreatType>([
  ['botnet', 'Botnet'],
  ['botnet_cc', 'C2'],
  ['c2', 'C2'],
  ['c2server', 'C2'],
  ['commandandcontrol', 'C2'],
  ['cryptomining', 'CryptoMining'],
  ['darknet', 'Darknet'],
  ['tor', 'Darknet'],
  ['ddos', 'DDoS'],
  ['malware_download', 'MaliciousUrl'],
  ['malware', 'Malware'],
  ['ransomware', 'Malware'],
  ['payload', 'Malware'],
  ['payload_delivery', 'Malware'],
  ['trojan', 'Malware'],
  ['phishing', 'Phishing'],
  ['credentialphishing', 'Phishing'],
  ['proxy', 'Proxy'],
  ['anonymization', 'Proxy'],
  ['pua', 'PUA'],
]);

/** Graph's own words stand for themselves. */
const ownTypes: ReadonlyMap<string, ThreatType> = new Map(
  threatTypes.map((type) => [type.toLowerCase(), type]),
);

const spelledOtherwise = (plain: string): ThreatType | undefined =>
  threatWords.get(plain) ?? ownTypes.get(plain);

/** The first threat type that one of these words stands for, by the profile's own words before these. */
export const threatTypeOf = (
  words: readonly string[],
  { threatWords: ownWords }: Pick<Profile, 'threatWords'>,
): ThreatType | undefined =>
  words
    .map((word) => word.toLowerCase())
    .map((word) => own(ownWords, word) ?? threatWords.get(word) ?? spelledOtherwise(plainWord(word)))
    .find((type) => type !== undefined);
