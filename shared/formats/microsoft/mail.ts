import { textOf, textsOf } from '../../codec/json-value';
import { leave } from '../format';
import { observe, take } from '../kit';
import { type ReadEntity } from './entity';

/** Names of senders, the most trustworthy first. */
const senders = ['p1sender', 'sender', 'p2sender'];

/** What a mail names. */
const names = [...senders, 'senderip', 'urls'];

/** Takes the sender on the envelope; who is named in the mail may be forged, and the rest shared. */
export const readMail: ReadEntity = ({ members }, about, missing) => {
  const parts = names
    .flatMap((name) => members.get(name) ?? [])
    .filter(({ value }) => textsOf(value).length > 0);
  const sender = senders
    .flatMap((name) => members.get(name) ?? [])
    .find(({ value }) => textOf(value)?.includes('@'));
  const address = textOf(sender?.value);
  if (sender === undefined || address === undefined) return missing;
  return [
    take(sender.place, about, observe.text('emailSenderAddress')(address)),
    ...parts
      .filter(({ value }) => textOf(value) !== address)
      .map(({ place }) => leave(place, 'observed-only', 'part of a mail, which may be forged or shared')),
  ];
};
