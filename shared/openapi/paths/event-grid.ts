import { type OpenAPIV3 } from 'openapi-types';
import * as examples from '../examples';
import { formatParameters, prefer, type Parameter } from '../operation';
import {
  header,
  noKey,
  problemResponse,
  tooFast,
  tooLargeResponse,
  tooSlow,
  type Responses,
  notNow,
} from '../responses';
import { refTo } from '../schema';
import { taken, unreachable } from './indicators';

const [gridEvent] = examples.eventGridEvents;

const cloudEvent = {
  specversion: '1.0',
  id: gridEvent?.id,
  source: gridEvent?.topic,
  type: gridEvent?.eventType,
  time: gridEvent?.eventTime,
  data: examples.tiIndicatorExample,
};

export const eventTypeHeader: Parameter = {
  name: 'aeg-event-type',
  in: 'header',
  description: 'What Event Grid says it delivers.',
  schema: { type: 'string' },
  example: 'Notification',
};

export const cloudEventBodies: OpenAPIV3.RequestBodyObject['content'] = {
  'application/cloudevents+json': { schema: refTo('CloudEvent'), example: cloudEvent },
  'application/cloudevents-batch+json': { schema: refTo('CloudEvents'), example: [cloudEvent] },
};

/** 200, for addresses to which Event Grid may send. */
export const answeredGrid: Responses = {
  200: {
    description:
      'Everything is settled, and nothing more will come of it; or the code of a validation. The end of a subscription is answered without a body.',
    content: {
      'application/json': {
        schema: { anyOf: [refTo('Report'), refTo('ValidationResponse')] },
        example: examples.settled,
      },
    },
  },
};

const post: OpenAPIV3.OperationObject = {
  operationId: 'deliverEvents',
  tags: ['Event Grid'],
  summary: 'Take what Event Grid delivers',
  description:
    'Events in the schema of Event Grid or as CloudEvents, answered as createIndicators is; and the validation of a subscription, answered with its code.',
  parameters: [eventTypeHeader, ...formatParameters, prefer],
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: refTo('Delivery'), example: examples.eventGridEvents },
      ...cloudEventBodies,
    },
  },
  responses: {
    ...taken,
    ...answeredGrid,
    ...noKey,
    ...tooSlow,
    ...tooLargeResponse,
    ...tooFast,
    ...unreachable,
  },
};

/** OPTIONS of either address, without the key. */
export const allowedOrigin: Omit<OpenAPIV3.OperationObject, 'operationId' | 'tags' | 'summary'> = {
  description: 'The abuse protection of CloudEvents webhooks.',
  parameters: [
    {
      name: 'WebHook-Request-Origin',
      in: 'header',
      required: true,
      description: 'The host that wants to send.',
      schema: { type: 'string' },
      example: 'eventgrid.azure.net',
    },
    {
      name: 'WebHook-Request-Rate',
      in: 'header',
      description: 'Events a minute that it wants to send.',
      schema: { type: 'string' },
      example: '120',
    },
  ],
  responses: {
    200: {
      description: 'It may send.',
      headers: {
        Allow: header('The methods of this address.', 'OPTIONS, POST'),
        'WebHook-Allowed-Origin': header('The host that may send.', 'eventgrid.azure.net'),
        'WebHook-Allowed-Rate': header('Events a minute.', '120'),
      },
    },
    400: problemResponse(
      'It does not say who wants to send.',
      'Problem',
      examples.problemOf('origin-missing', {
        title: 'No origin to allow',
        status: 400,
        detail: 'expected the header WebHook-Request-Origin with the name of a host',
      }),
    ),
    ...notNow,
  },
};

const options: OpenAPIV3.OperationObject = {
  ...allowedOrigin,
  operationId: 'allowOrigin',
  tags: ['Event Grid'],
  summary: 'Allow a sender of CloudEvents',
  responses: { ...allowedOrigin.responses, ...noKey },
};

export const eventGridPaths: OpenAPIV3.PathsObject = { '/api/event-grid': { post, options } };
