import { textOf } from '../../codec/json-value';
import { fileNamed, fileNameOf, observe, take, type About, type Entry } from '../kit';
import { eachStep, step, walk, type AmazonPart } from './other-end';

/** A file by its hash, with its name. */
export const fileAt = (file: AmazonPart, name: unknown, about: About): readonly Entry[] => {
  const { place, value } = step(file, 'hash');
  const hash = textOf(value);
  return hash === undefined ? [] : [take(place, about, [observe.hash(hash), ...fileNamed(fileNameOf(name))])];
};

/** What GuardDuty's malware protection found: in a bucket (`malwareScanDetails`), or on a volume (`ebsVolumeScanDetails`). */
export const readScannedFiles = (service: AmazonPart, about: About): readonly Entry[] => {
  const threats = eachStep(step(service, 'malwareScanDetails'), 'threats');
  const found = walk(service, 'ebsVolumeScanDetails', 'scanDetections', 'threatDetectedByName');
  const of = (threat: AmazonPart): About => {
    const family = textOf(step(threat, 'name').value);
    return { ...about, threat: ['malware'], malwareFamilies: family === undefined ? [] : [family] };
  };
  return [
    ...threats.flatMap((threat) =>
      eachStep(threat, 'itemPaths').flatMap((file) =>
        fileAt(file, step(file, 'nestedItemPath').value, of(threat)),
      ),
    ),
    ...eachStep(found, 'threatNames').flatMap((threat) =>
      eachStep(threat, 'filePaths').flatMap((file) => fileAt(file, step(file, 'fileName').value, of(threat))),
    ),
  ];
};
