import { type Simulator, type SimulatorOptions, startSimulator } from '../../../local/simulator/simulator';

/** A simulator for one describe block: started before, stopped after, forgetful between tests. */
export const useSimulator = (options?: SimulatorOptions): (() => Simulator) => {
  let simulator: Simulator | undefined;
  const running = (): Simulator => {
    if (simulator === undefined) throw new Error('the simulator is not running');
    return simulator;
  };
  beforeAll(async () => {
    simulator = await startSimulator(options);
  });
  afterEach(() => running().reset());
  afterAll(() => running().stop());
  return running;
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

const asObject = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
};

export const call = async (url: string, init: RequestInit = {}): Promise<Reply> => {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: asObject(text) };
};

export const tokenOf = async (
  simulator: Simulator,
  resource = 'https://graph.microsoft.com',
  clientId?: string,
): Promise<string> => {
  const client = clientId === undefined ? '' : `&client_id=${clientId}`;
  const reply = await call(
    `${simulator.identity.endpoint}?api-version=2019-08-01&resource=${encodeURIComponent(resource)}${client}`,
    { headers: { 'X-IDENTITY-HEADER': simulator.identity.header } },
  );
  return String(reply.json.access_token);
};

export interface GraphClient {
  readonly get: (path?: string) => Promise<Reply>;
  readonly send: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Reply>;
  readonly create: (indicator: unknown) => Promise<Reply>;
  readonly submit: (indicators: readonly unknown[]) => Promise<Reply>;
}

const collection = '/security/tiIndicators';

/** Talks to the collection as one app; paths are relative to it. */
export const clientOf = async (simulator: Simulator, clientId?: string): Promise<GraphClient> => {
  const token = await tokenOf(simulator, undefined, clientId);
  const authorization = { Authorization: `Bearer ${token}` };
  const send: GraphClient['send'] = (method, path, body, headers) =>
    call(`${simulator.graphUrl}${collection}${path}`, {
      method,
      headers: { ...authorization, 'Content-Type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    send,
    get: (path = '') => call(`${simulator.graphUrl}${collection}${path}`, { headers: authorization }),
    create: (indicator) => send('POST', '', indicator),
    submit: (indicators) => send('POST', '/submitTiIndicators', { value: indicators }),
  };
};

/** A valid indicator for Sentinel; members given replace its own, undefined removes one. */
export const indicator = (members: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  action: 'alert',
  description: 'Seen in a phishing wave',
  expirationDateTime: '2999-01-01T00:00:00Z',
  externalId: 'one',
  domainName: 'phish.example',
  targetProduct: 'Azure Sentinel',
  threatType: 'Phishing',
  tlpLevel: 'green',
  ...members,
});

export const defenderIndicator = (members: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  indicator({ targetProduct: 'Microsoft Defender ATP', action: 'block', ...members });

export const numbered = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => indicator({ externalId: `e${index}` }));

export const itemsOf = (reply: Reply): Record<string, unknown>[] =>
  reply.json.value as Record<string, unknown>[];

export const errorOf = (reply: Reply): Record<string, unknown> => reply.json.error as Record<string, unknown>;

/** Jest's matchers with a type that can be put into an expected object. */
export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
export const containing = (text: string): unknown => expect.stringContaining(text);
export const including = (members: object): unknown => expect.objectContaining(members);
