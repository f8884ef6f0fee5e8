import { hash } from 'node:crypto';

/**
 * The key of a sender's message: the same id with another body is another message. It has 64 hexadecimal digits, whatever the
 * id is.
 */
export const messageKey = (sender: string, id: string, body: Uint8Array): string =>
  hash('sha256', `${sender}\0${id}\0${hash('sha256', body)}`);
