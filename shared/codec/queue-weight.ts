/**
 * A message goes to the queue inside `<?xml …?><QueueMessage><MessageText>…</MessageText></QueueMessage>`, which takes this
 * many bytes at most.
 */
const wrapping = 128;

/**
 * Most bytes of text in a message of a storage queue. "The encoded message can be up to 64 KiB" (Put Message, REST reference).
 * Azurite counts the bytes of UTF-8. The service was seen to refuse more than 65,536 of those, and requests of more than
 * 131,584 (reports of its users). The strictest reading satisfies all of them: what goes over the wire, escaped, is at most 64
 * KiB.
 */
export const maxQueueBytes = 64 * 1024 - wrapping;

/** Bytes that a character takes beyond its own one, as an XML entity. The SDK for JavaScript escapes all five. */
const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

const more = new Uint8Array(128);
for (const [character, entity] of entities) more[character.charCodeAt(0)] = entity.length - 1;

const escapes = (text: string): number => {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += more[text.charCodeAt(at)] ?? 0;
  return sum;
};

/** Bytes that a text takes in a queue message: UTF-8, escaped for XML. */
export const queueBytes = (text: string): number => Buffer.byteLength(text, 'utf8') + escapes(text);

/**
 * What a text weighs where messages are filled: its bytes in a message, or those of its base64 where that is more, so that a
 * sender that writes base64 can still pass it on. Two texts together weigh no more than the sum of both.
 */
export const queueWeight = (text: string): number =>
  Math.max(queueBytes(text), Math.ceil(Buffer.byteLength(text, 'utf8') / 3) * 4);
