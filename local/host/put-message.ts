import { QueueSASPermissions, type QueueClient } from '@azure/storage-queue';

/** Whatever XML might read otherwise; of line ends a parser makes one kind. */
const xmlOf = (text: string): string =>
  text.replaceAll(/[&<>\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);

const hourMs = 3_600_000;

/** The SDK takes the line ends out of what it sends (stringifyXML of @azure/core-xml), so such a text is sent around it. */
const putLines = async (queue: QueueClient, text: string): Promise<string> => {
  const permissions = QueueSASPermissions.parse('a');
  const url = new URL(queue.generateSasUrl({ permissions, expiresOn: new Date(Date.now() + hourMs) }));
  url.pathname += '/messages';
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/xml' },
    body: `<QueueMessage><MessageText>${xmlOf(text)}</MessageText></QueueMessage>`,
  });
  const answer = await response.text();
  if (!response.ok)
    throw Object.assign(new Error(`the queue service answers ${response.status}`), {
      statusCode: response.status,
    });
  return /<MessageId>([^<]*)</.exec(answer)?.[1] ?? '';
};

/** Puts a text on a queue as it is, line ends included, and gives the id of the message. Rejects with a `statusCode`. */
export const putMessage = async (queue: QueueClient, text: string): Promise<string> =>
  /[\r\n]/.test(text) ? putLines(queue, text) : (await queue.sendMessage(text)).messageId;
