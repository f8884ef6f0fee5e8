import { type OpenAPIV3 } from 'openapi-types';
import { tiIndicatorExample } from '../../shared/openapi/examples';
import { startGateway, type Gateway } from '../integration/gateway';
import { eventually, farAhead } from '../waiting';
import { generateClient, type Client, type Generated } from './client';
import { requests, variables } from './http-file';
import { api, faultsBy, faultsOf, isAnonymous, operations } from './schemas';

let gateway: Gateway;
let generated: Generated;

beforeAll(async () => {
  [gateway, generated] = await Promise.all([startGateway(), generateClient(api)]);
});

afterAll(() => Promise.all([gateway.stop(), generated.remove()]));

const clientWith = (key: string): Client =>
  new generated.Api({ baseUrl: gateway.url, baseApiParams: { headers: { 'x-functions-key': key } } });

const call = (client: Client, operationId: string, ...args: readonly unknown[]) =>
  client.api[operationId]?.(...args) ?? Promise.reject(new Error(`the client has no ${operationId}`));

/** Lets a message that nobody can read be parked, and gives its id. */
const parkOne = async (): Promise<string> => {
  const eventId = await gateway.enqueue(JSON.stringify({ ...tiIndicatorExample, confidence: '80' }));
  return eventually(
    async () =>
      (await gateway.outcomes()).find((outcome) => outcome.eventId === eventId)?.parkedAs ?? undefined,
  );
};

/** Sends something, and gives its intake once its outcomes are kept. */
const takenIn = async (): Promise<string> => {
  const { data } = await call(clientWith(gateway.functionKey), 'createIndicators', tiIndicatorExample);
  const { intakeId } = data as { readonly intakeId: string };
  return eventually(async () => {
    const { status } = await fetch(`${gateway.url}/api/intakes/${intakeId}`, {
      headers: { 'x-functions-key': gateway.functionKey },
    });
    return status === 200 ? intakeId : undefined;
  });
};

describe('a client that was generated from the document', () => {
  it('creates an indicator and reads its outcome', async () => {
    const { status, data } = await call(
      clientWith(gateway.functionKey),
      'createIndicators',
      tiIndicatorExample,
    );
    expect(status).toBe(201);
    expect(faultsOf('Report')(data)).toEqual([]);
    expect(data).toMatchObject({ outcomes: [{ state: 'created', destination: 'graph' }] });
    expect(gateway.simulator.stored()).toMatchObject([{ networkDestinationIPv4: '203.0.113.7' }]);
  });

  it('lists, shows and drops what is parked', async () => {
    const client = clientWith(gateway.functionKey);
    const id = await parkOne();
    const listed = await call(client, 'listParked', { reason: 'unreadable', size: 5 });
    const shown = await call(client, 'showParked', id);
    const dropped = await call(client, 'dropParked', id);
    expect([faultsOf('ParkedPage')(listed.data), faultsOf('Parked')(shown.data)]).toEqual([[], []]);
    expect([shown.data, dropped.status]).toEqual([expect.objectContaining({ id }), 204]);
  });

  it('has a method for every operation', () => {
    const { api: methods } = clientWith('');
    const wanted = operations.map(({ operation }) => operation.operationId);
    expect(Object.keys(methods).sort()).toEqual(wanted.sort());
  });
});

const addressOf = (template: string): string => `${gateway.url}${template.replace(/\{\w+\}/, 'none')}`;

describe('the host', () => {
  it.each(operations)(
    'asks for a key where the document says so: $method $path',
    async ({ path, method, operation }) => {
      const answer = await fetch(addressOf(path), { method: method.toUpperCase() });
      expect(Object.keys(operation.responses)).toContain(String(answer.status));
      // The host refuses without a word; the gateway says why.
      const refusedByHost = answer.status === 401 && (await answer.text()) === '';
      expect(refusedByHost).toBe(!isAnonymous(operation));
    },
  );

  it.each(operations)(
    'takes the key in the query as well, and answers as documented: $method $path',
    async ({ path, method, operation }) => {
      const url = `${addressOf(path)}?code=${gateway.functionKey}`;
      const answer = await fetch(url, { method: method.toUpperCase() });
      const body = await answer.text();
      expect(Object.keys(operation.responses)).toContain(String(answer.status));
      const { content = {} } = operation.responses[String(answer.status)] as OpenAPIV3.ResponseObject;
      // Where no function is registered, the host says 404 without a word.
      expect(body === '').toBe(Object.keys(content).length === 0);
      for (const type of Object.keys(content)) {
        const place = ['paths', path, method, 'responses', String(answer.status), 'content', type, 'schema'];
        expect(faultsBy(...place)(JSON.parse(body))).toEqual([]);
      }
    },
  );
});

describe('requests.http', () => {
  const all = requests({ parkedId: 'none', intakeId: 'none' });
  /** Of a profile that has such a destination. */
  const isOfProfile = ({ url }: { readonly url: string }): boolean =>
    /\/(?:shadows|destinations)\//.test(url);

  it('has a request for every operation but the one that has to be signed, and for no other', () => {
    const templates = operations
      .filter(({ operation }) => operation.operationId !== 'deliverSigned')
      .map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    const sent = all.map(({ method, url }) => {
      const { pathname } = new URL(url);
      return `${method} ${pathname
        .replace(/(?<=parked\/)[^/]+/, '{id}')
        .replace(/(?<=intakes\/)[^/]+/, '{id}')
        .replace(/(?<=\/(?:shadows|destinations)\/)[^/]+/, '{name}')
        .replace(/(?<=\/in\/)[^/]+/, '{sender}')}`;
    });
    expect([...new Set(sent)].sort()).toEqual(templates.sort());
  });

  it('is for the local stack, with an expiry that lies ahead', () => {
    expect(variables).toMatchObject({ url: 'http://127.0.0.1:7071', key: 'local' });
    expect(Date.parse(variables.expiry ?? '')).toBeGreaterThan(farAhead().getTime());
  });

  it.each(all.map(({ name }, index) => ({ name, index })))('works as it is: $name', async ({ index }) => {
    const parkedId = all[index]?.url.includes('/parked/') === true ? await parkOne() : 'none';
    const intakeId = all[index]?.url.includes('/intakes/') === true ? await takenIn() : 'none';
    const sent = requests({ url: gateway.url, key: gateway.functionKey, parkedId, intakeId })[index];
    const { method = '', url = '', headers = {}, body = null } = sent ?? {};
    const answer = await fetch(url, { method, headers, body });
    const isThere = all[index] === undefined || !isOfProfile(all[index]);
    expect([answer.ok || answer.status, await answer.text()]).toEqual([isThere || 404, expect.any(String)]);
  });
});
