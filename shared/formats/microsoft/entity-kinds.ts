// Over sixty lines: one reader for each kind of entity that makes an indicator, in the spellings of all services.
import { type Item } from '../../codec/items';
import { objectOf, textOf, textsOf } from '../../codec/json-value';
import { leave, type Direction, type Observation } from '../format';
import { fileHashes, fileNamed, observe, take, type Why } from '../kit';
import { type Entity, type ReadEntity } from './entity';
import { bareWord, membersOf, textIn } from './members';

/** The text under a member, taken at the place of the entity. */
export const valueOf =
  (name: string, observer: (value: string, direction?: Direction) => Observation): ReadEntity =>
  ({ place, members, direction }, about, missing) => {
    const value = textIn(members, name);
    return value === undefined ? missing : take(place, about, observer(value, direction));
  };

/** The hash under a member; its algorithm stands beside it. */
export const hashOf =
  (name: string): ReadEntity =>
  ({ place, members, fileName, partOf }, about, missing) => {
    const [algorithm = 'unknown', value] = [textIn(members, 'algorithm'), textIn(members, name)];
    return value === undefined
      ? missing
      : take(place, { ...about, partOf }, [observe.hashOf(algorithm)(value), ...fileNamed(fileName)]);
  };

const algorithms = ['sha256', 'sha1', 'md5'];

/** Takes each hash of a file. Its path is the victim's and stays out. */
export const fileOf =
  (fileIn: (entity: Entity) => Item = (entity) => entity): ReadEntity =>
  (entity, about) => {
    const { place, item } = fileIn(entity);
    const file = objectOf(item);
    const name = textIn(membersOf(place, file), 'filename');
    const names = algorithms.flatMap((one) => Object.keys(file).filter((key) => bareWord(key) === one));
    const hashes = fileHashes(place, about, { file, names, beside: fileNamed(name) });
    return hashes.length > 0
      ? hashes
      : leave(entity.place, 'too-common', 'a file name without a hash says too little');
  };

/** Names of a mail's senders, the most trustworthy first. */
const senders = ['p1sender', 'sender', 'p2sender'];

/** Takes the sender on the envelope. The sender named in the mail may be forged, and the rest may be shared by many. */
export const readMail: ReadEntity = ({ members }, about, missing) => {
  const sender = senders
    .flatMap((name) => members.get(name) ?? [])
    .find(({ value }) => textOf(value)?.includes('@'));
  const address = textOf(sender?.value);
  if (sender === undefined || address === undefined) return missing;
  return [
    take(sender.place, about, observe.text('emailSenderAddress')(address)),
    ...[...senders, 'senderip', 'urls']
      .flatMap((name) => members.get(name) ?? [])
      .filter(({ value }) => textsOf(value).length > 0 && textOf(value) !== address)
      .map(({ place }) => leave(place, 'observed-only', 'part of a mail, which may be forged or shared')),
  ];
};

/** Reads an entity with words of its own for a missing value. */
export const withMissingText =
  (text: string, read: ReadEntity): ReadEntity =>
  (entity, about) =>
    read(entity, about, leave(entity.place, 'no-indicator', text));

export const mailWithSender = withMissingText('a mail without an address of its sender', readMail);

export const leaving =
  (...why: Why): ReadEntity =>
  ({ place }) =>
    leave(place, ...why);

/** Leaves a process that has a verdict. */
export const condemnedProcess = leaving(
  'observed-only',
  'the verdict is on what ran; its program may be part of the system',
);
