import { type Item } from '../../codec/items';
import { objectOf, textOf, textsOf, type Json } from '../../codec/json-value';
import { leave, type ReadOptions } from '../format';
import { fileHashes, fileNamed, type About, type Why } from '../kit';
import { leaving, type Entity, type ReadEntity } from './entity';

const algorithms = ['sha256', 'sha1', 'md5', 'SHA256', 'SHA1', 'MD5'];

/** Takes each hash of a file. Its path is the victim's and stays out. */
export const fileOf =
  (fileIn: (entity: Entity) => Item): ReadEntity =>
  (entity, about) => {
    const { place, item } = fileIn(entity);
    const file = objectOf(item);
    const name = textOf(file.fileName ?? file.FileName);
    const hashes = fileHashes(place, file, algorithms, about, fileNamed(name));
    return hashes.length > 0
      ? hashes
      : leave(entity.place, 'too-common', 'a file name without a hash says too little');
  };

/** Leaves a process on which there is a verdict. */
export const condemnedProcess = leaving(
  'observed-only',
  'the verdict is on what ran; its program may be part of the system',
);

/** Whether a verdict lets evidence be taken. */
export const condemns = (verdict: unknown, { takeSuspicious }: ReadOptions): boolean => {
  const word = textOf(verdict)?.toLowerCase();
  return word === 'malicious' || (takeSuspicious && word === 'suspicious');
};

/** Why evidence without such a verdict is left. */
export const notCondemned: Why = [
  'verdict-not-malicious',
  'the evidence has no verdict, or another than malicious',
];

/** Most categories are tactics; these are not. */
const isTactic = (category: string): boolean =>
  !/malware|ransom|software|suspicious|none|general/i.test(category);

/** What the alert says of its evidence. */
export const aboutEvidence = (alert: Json): About => ({
  description: textOf(alert.title),
  additionalInformation: textOf(alert.description),
  severity: { value: alert.severity },
  threat: textsOf(alert.category),
  killChain: textsOf(alert.category).filter(isTactic),
  tags: textsOf(alert.mitreTechniques),
  malwareFamilies: textsOf(alert.threatFamilyName),
});
