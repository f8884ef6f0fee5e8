import { hash } from 'node:crypto';

/** By which a sender's message is known: the same id with another body is another message. 64 hexadecimal digits, whatever the id is. */
export const messageKey = (sender: string, id: string, body: Uint8Array): string =>
  hash('sha256', `${sender}\0${id}\0${hash('sha256', body)}`);
