import { HttpRequest, HttpResponse } from '@azure/functions';
import { openapi } from '../../functions/openapi';
import manifest from '../../package.json';
import { api } from './schemas';
import { invocation, now } from '../functions/world';
import { answered } from '../functions/answered';

const serve = async (url: string, headers: Record<string, string> = {}) => {
  const request = new HttpRequest({ method: 'GET', url, headers });
  const response = new HttpResponse(
    await answered({ now: () => now }, openapi)(request, invocation().context),
  );
  const json = JSON.parse(await response.text()) as typeof api;
  return { status: response.status, type: response.headers.get('content-type'), json };
};

describe('GET /api/openapi.json', () => {
  it('gives the document, with the version of the package', async () => {
    const { status, type, json } = await serve('https://app.azurewebsites.net/api/openapi.json');
    expect([status, type]).toEqual([200, 'application/json']);
    expect(json.info.version).toBe(manifest.version);
    expect(json.paths).toEqual(JSON.parse(JSON.stringify(api.paths)));
  });

  it.each<[string, string, Record<string, string>, string]>([
    [
      'the host that was asked',
      'https://app.azurewebsites.net/api/openapi.json',
      {},
      'https://app.azurewebsites.net',
    ],
    ['a port', 'http://127.0.0.1:7071/api/openapi.json', {}, 'http://127.0.0.1:7071'],
    [
      'no key',
      'https://app.azurewebsites.net/api/openapi.json?code=secret',
      {},
      'https://app.azurewebsites.net',
    ],
    [
      'https, where a proxy ends it',
      'http://app.example/api/openapi.json',
      { 'x-forwarded-proto': 'https' },
      'https://app.example',
    ],
    [
      'https, where several proxies do',
      'http://app.example/api/openapi.json',
      { 'x-forwarded-proto': 'https, http' },
      'https://app.example',
    ],
    [
      'https, whatever a header says',
      'https://app.example/api/openapi.json',
      { 'x-forwarded-proto': 'http' },
      'https://app.example',
    ],
    [
      'nothing else that a header says',
      'http://app.example/api/openapi.json',
      { 'x-forwarded-proto': 'javascript' },
      'http://app.example',
    ],
  ])('says the address of the server: %s', async (_, url, headers, server) => {
    expect((await serve(url, headers)).json.servers).toEqual([{ url: server }]);
  });
});
