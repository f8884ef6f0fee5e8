import { type OpenAPIV3 } from 'openapi-types';
import * as examples from '../examples';
import { eventBody, formatParameters, prefer, type Parameter } from '../operation';
import { notJson, notProven, tooFast, tooLargeResponse, tooSlow } from '../responses';
import { allowedOrigin, answeredGrid, cloudEventBodies, eventTypeHeader } from './event-grid';
import { taken, unreachable } from './indicators';

const sender: Parameter = {
  name: 'sender',
  in: 'path',
  required: true,
  description: 'Its name, as the profile has it.',
  schema: { type: 'string', maxLength: 8192 },
  example: 'acme',
};

const body = eventBody(examples.tiIndicatorExample);

const post: OpenAPIV3.OperationObject = {
  operationId: 'deliverSigned',
  tags: ['Senders'],
  summary: 'Take what a sender proves to be its own',
  description:
    'Needs no key: the sender proves itself by the scheme that the profile says, which is a signature over the bytes of the body (Standard Webhooks, GitHub, Stripe, an HMAC in a header), a token of Entra ID, or a client certificate. Answered as createIndicators is, and the validation of a subscription of Event Grid with its code. A message of the same id and body that was answered 2xx before is answered so again, with Idempotent-Replayed: true.',
  security: [],
  parameters: [sender, eventTypeHeader, ...formatParameters, prefer],
  requestBody: { ...body, content: { ...body.content, ...cloudEventBodies } },
  responses: {
    ...taken,
    ...answeredGrid,
    ...notProven,
    ...tooSlow,
    ...tooLargeResponse,
    ...notJson,
    ...tooFast,
    ...unreachable,
  },
};

const options: OpenAPIV3.OperationObject = {
  ...allowedOrigin,
  operationId: 'allowOriginSigned',
  tags: ['Senders'],
  summary: 'Allow a sender of CloudEvents that proves itself',
  security: [],
  parameters: [sender, ...(allowedOrigin.parameters ?? [])],
};

export const signedPaths: OpenAPIV3.PathsObject = { '/api/in/{sender}': { post, options } };
