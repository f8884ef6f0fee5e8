import { type HttpRequest } from '@azure/functions';
import { version } from '../package.json';
import { describeApi } from '../shared/openapi/document';
import { type Handler } from './http/answering';

/**
 * The address as the caller sees it. Behind a proxy that ends TLS the host sees http, and the proxy says what the caller sees;
 * it never turns https into http.
 */
const addressOf = ({ url, headers }: HttpRequest): string => {
  const { protocol, host } = new URL(url);
  const [forwarded] = (headers.get('x-forwarded-proto') ?? '').split(',');
  return `${forwarded?.trim().toLowerCase() === 'https' ? 'https:' : protocol}//${host}`;
};

/** `GET /api/openapi.json`: 200, the interface in OpenAPI 3.0.3, whose server is the address that was asked. */
export const openapi: Handler = (request) => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(describeApi({ url: addressOf(request), version })),
});
