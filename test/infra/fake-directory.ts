import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What to answer to a call, given how many came before it; undefined breaks the connection. */
export type Behaviour = (call: Call, before: number) => Answer | undefined;

export interface FakeServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly calls: readonly Call[];
  readonly stop: () => Promise<void>;
}

/** An HTTP server that behaves as told and remembers what it was asked. */
export const fakeServer = async (behave: Behaviour): Promise<FakeServer> => {
  const calls: Call[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const sent = await textOf(request);
    const body: unknown = sent === '' ? undefined : JSON.parse(sent);
    const call = { method, path: decodeURIComponent(url), authorization: headers.authorization, body };
    const said = behave(call, calls.push(call) - 1);
    if (said === undefined) request.socket.destroy();
    else
      response
        .writeHead(said.status, { 'content-type': 'application/json', ...said.headers })
        .end(JSON.stringify(said.body ?? {}));
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

export const principal = '11111111-aaaa-4aaa-8aaa-111111111111';
export const graphSp = '22222222-bbbb-4bbb-8bbb-222222222222';
export const roleId = '33333333-cccc-4ccc-8ccc-333333333333';

export const grantOf = { principalId: principal, resourceId: graphSp, appRoleId: roleId };

export const role = {
  id: roleId,
  value: 'ThreatIndicators.ReadWrite.OwnedBy',
  isEnabled: true,
  allowedMemberTypes: ['Application'],
};

/** Graph's answers as documented for service principals and app role assignments; what is granted is held. */
export const directory = (appRoles: readonly unknown[] = [role], held: unknown[] = []): Behaviour => {
  return ({ method, path, body }) => {
    if (path.includes("(appId='00000003-0000-0000-c000-000000000000')"))
      return { status: 200, body: { id: graphSp, appRoles } };
    if (method === 'GET' && path.endsWith(`/servicePrincipals/${principal}/appRoleAssignments`))
      return { status: 200, body: { value: held } };
    if (method === 'POST' && path.endsWith(`/servicePrincipals/${graphSp}/appRoleAssignedTo`)) {
      held.push(body);
      return { status: 201, body };
    }
    return { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'not there' } } };
  };
};
