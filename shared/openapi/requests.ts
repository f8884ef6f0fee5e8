import { type OpenAPIV3 } from 'openapi-types';
import { refTo, type Schema } from './schema';

const listOf = (name: string): Schema => ({ type: 'array', items: refTo(name) });

const anyObject: OpenAPIV3.SchemaObject = { type: 'object', additionalProperties: true };

/** What senders post. Only a tiIndicator has a codec; everything else is recognised by its shape. */
export const requestSchemas: Readonly<Record<string, Schema>> = {
  TiIndicators: {
    type: 'object',
    description: 'Several tiIndicators, as submitTiIndicators of Microsoft Graph takes them.',
    properties: { value: listOf('TiIndicator') },
    required: ['value'],
  },
  ForeignEvent: {
    ...anyObject,
    description: 'An event of any format that docs/formats.md lists, or of a custom one of the profile.',
  },
  Event: {
    description: 'A tiIndicator, several of them, or an event of another format; bare or in an envelope.',
    anyOf: [
      refTo('TiIndicator'),
      refTo('TiIndicators'),
      listOf('TiIndicator'),
      refTo('ForeignEvent'),
      listOf('ForeignEvent'),
    ],
  },
  EventGridEvent: {
    type: 'object',
    description: 'An event in the schema of Event Grid.',
    properties: {
      id: { type: 'string' },
      topic: { type: 'string' },
      subject: { type: 'string' },
      eventType: { type: 'string' },
      eventTime: { type: 'string', format: 'date-time' },
      dataVersion: { type: 'string' },
      metadataVersion: { type: 'string' },
      data: { description: 'An event, as POST /api/indicators takes it.' },
    },
    required: ['id', 'subject', 'eventType', 'eventTime'],
  },
  CloudEvent: {
    type: 'object',
    description: 'A CloudEvent (1.0) in structured mode.',
    properties: {
      specversion: { type: 'string', example: '1.0' },
      id: { type: 'string' },
      source: { type: 'string' },
      type: { type: 'string' },
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { type: 'string' },
      data: { description: 'An event, as POST /api/indicators takes it.' },
      data_base64: { type: 'string', format: 'byte' },
    },
    required: ['specversion', 'id', 'source', 'type'],
  },
  EventGridEvents: listOf('EventGridEvent'),
  CloudEvents: listOf('CloudEvent'),
  Delivery: {
    description: 'What Event Grid delivers.',
    anyOf: [refTo('EventGridEvents'), refTo('CloudEvents'), refTo('CloudEvent')],
  },
};
