import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { readMessageText } from '../../shared/envelopes/message-text';
import { parseJsonText } from '../../shared/envelopes/json-text';
import { isObject } from '../../shared/codec/json-value';
import { describeSamples } from '../samples/samples';
import { channel, opening } from './events';

/** A body with its headers: the text of a file, after the head of the request in a `.http` file. */
const request = (text: string) => {
  const [head = '', ...rest] = text.replace(/\r\n/g, '\n').split('\n\n');
  const headers = head
    .split('\n')
    .slice(1)
    .map((line) => /^([^:]+):\s*(.*)$/.exec(line))
    .map((match) => [match?.[1]?.toLowerCase() ?? '', match?.[2] ?? '']);
  return { headers: Object.fromEntries(headers) as Record<string, string>, body: rest.join('\n\n') };
};

const parsed = (text: string): unknown => E.getOrElseW(() => text)(parseJsonText(text));

const openFile = (file: string) => {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.txt')) return opening(E.getOrElseW(() => null)(readMessageText(text)));
  if (!file.endsWith('.http')) return opening(parsed(text));
  const { headers, body } = request(text);
  return opening(parsed(body), headers);
};

describeSamples('published envelopes', (folder) => {
  const grid = '7b11c4ce-1c34-4416-848b-1730e766f126';
  const blob = '93902694-901e-008f-6f95-7153a806873c';
  const pull = '70d3c768-63f8-40e7-aa9d-d197d530586b';

  it.each([
    ['eventgrid/blob-created-object-as-in-storage-queue.json', [`/data:${blob}`], []],
    ['eventgrid/dead-letter-eventgrid-schema.json', [`/data:${blob}`], []],
    ['eventgrid/functions-ext-primitive-data.json', [`/data:${grid}`], []],
    ['eventgrid/functions-ext-single-in-array.json', [`/0/data:${grid}`], []],
    ['eventgrid/functions-ext-single-object.json', [`/data:${grid}`], []],
    ['eventgrid/functions-ext-string-data-batch.json', [`/0/data:${grid}`, `/1/data:${grid}`], []],
    ['eventgrid/subscription-validation.json', [], ['/0:subscription-event']],
    ['cloudevents/azure-cloudevents-0.1-legacy.json', ['/data:173d9985-401e-0075-2497-de268c06ff25'], []],
    ['cloudevents/conformance-binary-mode.http', [':1234-1234-1234'], []],
    ['cloudevents/conformance-structured-mode.http', ['/data:1234-1234-1234'], []],
    ['cloudevents/eventgrid-blob-created.json', ['/data:9aeb0fdf-c01e-0131-0922-9eb54906e209'], []],
    ['cloudevents/sdk-structured-data-base64.json', [`/data_base64:${pull}`], []],
    ['cloudevents/sdk-structured-json-data.json', [`/data:${pull}`], []],
    [
      'cloudevents/spec-batch-mixed.json',
      ['/1/data:C234-1234-1234'],
      ['/0/data_base64:envelope-data-unreadable'],
    ],
    ['cloudevents/spec-json-data-null-subject.json', ['/data:C234-1234-1234'], []],
    ['cloudevents/spec-xml-string-data-null-extension.json', ['/data:B234-1234-1234'], []],
    ['composed/cloudevent-binary-stix-indicator.http', [':1234-1234-1234'], []],
    ['composed/cloudevent-structured-tiindicator.json', ['/data:A234-1234-1234'], []],
    ['composed/eventgrid-array-stix-bundle.json', ['/0/data:5bc888aa-c2f4-11ea-b3de-0242ac130004'], []],
    ['composed/eventgrid-notification.http', ['/0/data:5bc888aa-c2f4-11ea-b3de-0242ac130004'], []],
    ['composed/storage-queue-message-base64.txt', ['/data:ddf773ae-c2f4-11ea-b3de-0242ac130004'], []],
    ['composed/storage-queue-message-plain.json', ['/data:ddf773ae-c2f4-11ea-b3de-0242ac130004'], []],
    ['composed/kibana-webhook-alerts-array.json', [':message-1'], []],
    ['composed/sentinel-incident-trigger-full.json', [':message-1'], []],
    ['sentinel/incident-trigger-outputs-trimmed.json', ['/body:message-1'], []],
  ])('%s is opened into %j and %j', (name, payloads, left) => {
    const { opened, unopened } = openFile(path.join(folder, name));
    expect(opened.map((one) => `${one.place}:${one.origin.eventId}`)).toEqual(payloads);
    expect(unopened.map((one) => `${one.place}:${one.code}`)).toEqual(left);
  });

  it.each([
    ['cloudevents/sdk-structured-data-base64.json', [{ much: 'wow' }]],
    ['cloudevents/conformance-binary-mode.http', [{ message: 'Hello World!' }]],
    ['cloudevents/spec-xml-string-data-null-extension.json', ['<much wow="xml"/>']],
    ['eventgrid/functions-ext-primitive-data.json', [123]],
    ['eventgrid/functions-ext-string-data-batch.json', ['Perfectly balanced', 'as all things should be']],
  ])('%s holds %j', (name, payloads) => {
    expect(openFile(path.join(folder, name)).opened.map(({ payload }) => payload)).toEqual(payloads);
  });

  it('no payload of another kind is taken for an envelope', () => {
    const own = ['eventgrid', 'cloudevents', 'composed'];
    const taken = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json') && !own.includes(path.dirname(name)))
      .filter((name) => statSync(path.join(folder, name)).isFile())
      .filter((name) => {
        const { opened, unopened } = openFile(path.join(folder, name));
        return (
          unopened.length > 0 ||
          opened.some((one) => one.place !== '' || one.origin.eventId !== channel.eventId)
        );
      });
    expect(taken).toEqual([path.join('sentinel', 'incident-trigger-outputs-trimmed.json')]);
  });

  it('the payload of the messages of a queue is the same, plain or in base64', () => {
    const [plain, base64] = ['plain.json', 'base64.txt'].map((end) =>
      openFile(path.join(folder, 'composed', `storage-queue-message-${end}`)),
    );
    expect(plain).toEqual(base64);
    expect(isObject(plain?.opened[0]?.payload)).toBe(true);
  });
});
