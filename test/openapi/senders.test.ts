import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ask } from './handlers';
import { operations } from './schemas';

const read = (name: string): string =>
  readFileSync(path.resolve(__dirname, '../../docs/senders', name), 'utf8');

interface Action {
  readonly type: string;
  readonly runAfter: Readonly<Record<string, readonly string[]>>;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly cases?: Readonly<Record<string, { readonly case: number; readonly actions: Actions }>>;
  readonly default?: { readonly actions: Actions };
  readonly operationOptions?: string;
  readonly runtimeConfiguration?: unknown;
}

type Actions = Readonly<Record<string, Action>>;

interface Workflow {
  readonly definition: {
    readonly $schema: string;
    readonly parameters: Readonly<Record<string, { readonly type: string; readonly defaultValue?: unknown }>>;
    readonly triggers: Readonly<Record<string, unknown>>;
    readonly actions: Actions;
  };
}

const text = read('logic-app.workflow.json');
const { definition } = JSON.parse(text) as Workflow;
const { Send_to_gateway: send, By_status: byStatus } = definition.actions;

/** Every list of actions: those of one list may run after each other. */
const scopes = (actions: Actions): readonly Actions[] => [
  actions,
  ...Object.values(actions).flatMap((action) =>
    [...Object.values(action.cases ?? {}), ...(action.default ? [action.default] : [])].flatMap((one) =>
      scopes(one.actions),
    ),
  ),
];

describe('the workflow of a Logic App', () => {
  it('speaks only of parameters and actions that it has', () => {
    const names = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))];
    const actions = scopes(definition.actions).flatMap((scope) => Object.keys(scope));
    expect(Object.keys(definition.parameters)).toEqual(
      expect.arrayContaining(names(/parameters\('([^']+)'\)/g)),
    );
    expect(actions).toEqual(expect.arrayContaining(names(/(?:outputs|body)\('([^']+)'\)/g)));
    expect(new Set(actions).size).toBe(actions.length);
  });

  it('runs each action after one of its own list', () => {
    for (const scope of scopes(definition.actions))
      for (const { runAfter } of Object.values(scope))
        expect(Object.keys(scope)).toEqual(expect.arrayContaining(Object.keys(runAfter)));
  });

  it('posts to the address of createIndicators, with a key that is no part of it', () => {
    const documented = operations.find(({ operation }) => operation.operationId === 'createIndicators');
    expect(send?.inputs).toMatchObject({
      method: documented?.method.toUpperCase(),
      uri: `@{parameters('gatewayUrl')}${documented?.path ?? ''}`,
      headers: { 'x-functions-key': "@parameters('functionKey')" },
    });
    expect(definition.parameters.functionKey).toEqual({ type: 'SecureString' });
    expect(send?.runtimeConfiguration).toEqual({ secureData: { properties: ['inputs'] } });
  });

  it('tries again, takes 202 for an answer, and looks at a failed call as well', () => {
    expect(send?.inputs?.retryPolicy).toMatchObject({ type: 'exponential', count: 6 });
    expect(send?.operationOptions).toBe('DisableAsyncPattern');
    expect(byStatus?.runAfter).toEqual({ Send_to_gateway: ['Succeeded', 'Failed', 'TimedOut'] });
  });

  it('handles statuses that are documented, every success among them', () => {
    const documented = operations.find(({ operation }) => operation.operationId === 'createIndicators');
    const statuses = Object.keys(documented?.operation.responses ?? {});
    const handled = Object.values(byStatus?.cases ?? {}).map(({ case: status }) => String(status));
    expect(statuses).toEqual(expect.arrayContaining(handled));
    expect(handled).toEqual(expect.arrayContaining(statuses.filter((status) => status < '300')));
    expect(byStatus?.default?.actions).toMatchObject({ Not_taken: { type: 'Terminate' } });
  });

  it('sends an incident that is read', async () => {
    expect(send?.inputs?.body).toBe('@triggerBody()');
    const { status, text: said } = await ask('createIndicators', { body: read('logic-app.incident.json') });
    expect(status).toBe(200);
    expect(JSON.parse(said)).toMatchObject({
      counts: { created: 2, skipped: 1 },
      outcomes: [
        { format: 'sentinel-incident', state: 'created' },
        { state: 'created' },
        { state: 'skipped', reason: { code: 'own-asset' } },
      ],
    });
  });
});

describe('the delivery of Event Grid that its page shows', () => {
  it('is created', async () => {
    const { status, text: said } = await ask('deliverEvents', { body: read('event-grid.events.json') });
    expect([status, JSON.parse(said)]).toMatchObject([201, { counts: { created: 3 } }]);
  });
});

describe('the subscriptions that the page on Event Grid shows', () => {
  const bicep = read('event-grid.bicep');
  const page = read('event-grid.md');

  it('go to the queue and to the address that the gateway has', () => {
    expect([bicep, page].every((one) => one.includes('indicator-events'))).toBe(true);
    const webhook = operations.find(({ operation }) => operation.operationId === 'deliverEvents');
    expect(
      [bicep, page].every((one) => one.includes(`.azurewebsites.net${webhook?.path ?? '?'}?code=`)),
    ).toBe(true);
  });

  it('send batches that fit into a body of the usual limit', () => {
    const sizes = [...`${bicep}${page}`.matchAll(/preferred-?batch-?size-?in-?kilobytes:? (\d+)/gi)];
    expect(sizes.map(([, kilobytes]) => kilobytes)).toEqual(['256', '256']);
  });
});

describe('the pages of the senders', () => {
  it.each(['logic-app.md', 'event-grid.md'])('%s speaks of files that are there', (page) => {
    const files = [...read(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) expect(read(file).length).toBeGreaterThan(0);
  });
});
