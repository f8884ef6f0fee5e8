import { at } from '../codec/json-pointer';
import { type Violation } from '../codec/violation';
import { type Sender } from './sender';

interface Senders {
  readonly senders: readonly Sender[];
  readonly sendersOnly: boolean;
  readonly defaults: { readonly action: string };
}

/** A default action that the sender may not use: every indicator without an action of its own would be left out. */
const unusableDefault = (
  { actions, defaults }: Sender,
  place: string,
  usual: Senders['defaults'],
): readonly Violation[] => {
  const allowed: readonly string[] = actions;
  return allowed.length === 0 || allowed.includes(defaults.action ?? usual.action)
    ? []
    : [{ pointer: `${place}/defaults/action`, expected: `one of its actions: ${actions.join(', ')}` }];
};

/** A signature that leaves out the body, or that needs a header which is not named. */
const incompleteSignature = (sender: Sender, place: string): readonly Violation[] => {
  if (sender.scheme !== 'hmac') return [];
  const { parts, timestampHeader, idHeader } = sender.hmac;
  const needed = (pointer: string, header: string): Violation => ({
    pointer: `${place}/hmac/${pointer}`,
    expected: `the header of the ${header}, as it is among the parts`,
  });
  return [
    ...(parts.includes('body') ? [] : [{ pointer: `${place}/hmac/parts`, expected: 'body among the parts' }]),
    ...(parts.includes('timestamp') && timestampHeader === null
      ? [needed('timestampHeader', 'timestamp')]
      : []),
    ...(parts.includes('id') && idHeader === null ? [needed('idHeader', 'id')] : []),
  ];
};

/** A key that two senders share does not tell who sends. */
const sharedKeys = (senders: readonly Sender[], index: number): readonly Violation[] => {
  const sender = senders[index];
  if (sender?.scheme !== 'function-key') return [];
  const before = senders.slice(0, index);
  const others = new Set(before.flatMap((one) => (one.scheme === 'function-key' ? one.keySha256 : [])));
  return sender.keySha256.flatMap((hash, place) =>
    others.has(hash)
      ? [
          {
            pointer: `${at('/senders', index)}/keySha256/${place}`,
            expected: 'the hash of a key that no other sender has',
          },
        ]
      : [],
  );
};

const isQueue = ({ scheme }: Sender): boolean => scheme === 'queue';

const secondQueue = (senders: readonly Sender[], index: number): readonly Violation[] =>
  senders[index]?.scheme === 'queue' && senders.slice(0, index).some(isQueue)
    ? [{ pointer: `${at('/senders', index)}/queue`, expected: 'a queue that no other sender has' }]
    : [];

/** What is wrong with senders whose members are each right. */
export const senderFaults = ({ senders, sendersOnly, defaults }: Senders): readonly Violation[] => [
  ...senders.flatMap((sender, index) => {
    const place = at('/senders', index);
    return [
      ...unusableDefault(sender, place, defaults),
      ...incompleteSignature(sender, place),
      ...sharedKeys(senders, index),
      ...secondQueue(senders, index),
    ];
  }),
  ...(sendersOnly && senders.every(isQueue)
    ? [{ pointer: '/sendersOnly', expected: 'false, as no sender sends by HTTP' }]
    : []),
];
