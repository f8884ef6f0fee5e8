import { ask } from './handlers';
import { operations } from './schemas';

/** What a parameter may say, where no text will do. */
const fitting: Readonly<Record<string, string>> = {
  state: 'created',
  urls: 'true',
  dryRun: 'true',
  count: '1',
  size: '10',
  from: '2025-12-01',
  to: '2025-12-02',
  since: '2025-12-01',
  until: '2025-12-02',
  destination: 'graph',
};

/** Every operation that is asked by its query, with each parameter. What takes a body is told no more than how to read it. */
const asked = operations.flatMap(({ operation: { operationId = '', parameters = [], requestBody } }) =>
  requestBody === undefined
    ? parameters.flatMap((one) =>
        'in' in one && one.in === 'query' ? [[operationId, one.name] as const] : [],
      )
    : [],
);

const slips = (name: string): readonly (readonly [what: string, query: string])[] => [
  ['left blank, as where a variable of a script is not set', `${name}=`],
  ['of spaces', `${name}=%20%20`],
  ['said twice', `${name}=${fitting[name] ?? 'a'}&${name}=${fitting[name] ?? 'b'}`],
];

it('knows operations that are asked by their query', () => {
  expect(new Set(asked.map(([operation]) => operation)).size).toBeGreaterThan(6);
});

describe('a filter that would be none, or another than was meant, is refused by its name', () => {
  it.each(
    asked.flatMap(([operation, name]) =>
      slips(name).map(([what, query]) => [operation, what, query, name] as const),
    ),
  )('%s, %s: %s', async (operation, _, query, name) => {
    const { status, text } = await ask(operation, { query });
    expect([status, JSON.parse(text)]).toEqual([
      400,
      expect.objectContaining({
        type: 'urn:indicator-gateway:problem:query-invalid',
        errors: expect.arrayContaining([expect.objectContaining({ pointer: `/${name}` })]) as unknown,
      }),
    ]);
  });

  it.each([...new Set(asked.map(([operation]) => operation))])(
    '%s: of a name that it does not know',
    async (operation) => {
      const { status, text } = await ask(operation, { query: 'destinatoin=graph' });
      expect(status).toBe(400);
      expect(text).toContain('/destinatoin');
    },
  );

  it.each(['verifyIndicators', 'repairIndicators'])('%s: of no name but commas', async (operation) => {
    const { status } = await ask(operation, {
      query: `destination=,%20,${operation === 'repairIndicators' ? '&dryRun=true' : ''}`,
    });
    expect(status).toBe(400);
  });
});
