import { type OpenAPIV3 } from 'openapi-types';
import { components, named } from '../../shared/openapi/components';
import { notes } from '../../shared/openapi/notes';
import { isRef, type Schema } from '../../shared/openapi/schema';
import { ask } from './handlers';
import { useLinter, type Problem } from './linted';
import { api, operations } from './schemas';

const linted = useLinter();

/** A probe of an anonymous address without parameters has nothing that a caller could get wrong. */
const explained = ({ ruleId, pointer }: Problem): boolean =>
  ruleId === 'operation-4xx-response' && pointer === '#/paths/~1api~1live/get/responses';

describe('the document', () => {
  it('is right by the recommended rules of the linter', async () => {
    const problems = await linted(api);
    expect(problems.filter((problem) => !explained(problem))).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it.each<[string, string, (document: OpenAPIV3.Document) => OpenAPIV3.Document]>([
    ['a reference to nothing', 'no-unresolved-refs', (document) => ({ ...document, components: {} })],
    [
      'an example that its schema does not take',
      'no-invalid-media-type-examples',
      (document) =>
        JSON.parse(
          JSON.stringify(document).replaceAll('"confidence":80', '"confidence":"80"'),
        ) as OpenAPIV3.Document,
    ],
    ['no server', 'no-empty-servers', (document) => ({ ...document, servers: [] })],
    [
      'one operationId twice',
      'operation-operationId-unique',
      (document) =>
        JSON.parse(JSON.stringify(document).replaceAll('"showParked"', '"dropParked"')) as OpenAPIV3.Document,
    ],
  ])('would not be with %s', async (_, rule, spoil) => {
    expect((await linted(spoil(api))).map(({ ruleId }) => ruleId)).toContain(rule);
  });

  it('has a schema for every codec that is named, and a note for each', () => {
    expect(Object.keys(components.schemas ?? {})).toEqual(expect.arrayContaining([...named.values()]));
    const noted = [...named.values()].filter((name) => name !== 'TiIndicator');
    expect(Object.keys(notes).sort()).toEqual(noted.sort());
  });

  it.each(Object.entries(notes))(
    'has every member that the notes on %s speak of',
    (name, { members = {} }) => {
      const schema: Schema | undefined = components.schemas?.[name];
      const properties = schema === undefined || isRef(schema) ? {} : schema.properties;
      expect(Object.keys(properties ?? {})).toEqual(expect.arrayContaining(Object.keys(members)));
    },
  );

  it('leaves nothing open but what senders and their events may hold, and what destinations are sent', () => {
    const open: string[] = [];
    const visit = (value: unknown, place: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const entries = Object.entries(value);
      const isSchema = /\/(properties\/[^/]+|items|anyOf\/\d+)$/.test(place);
      if (isSchema && !['type', '$ref', 'anyOf', 'allOf'].some((word) => word in value)) open.push(place);
      for (const [name, part] of entries) if (name !== 'example') visit(part, `${place}/${name}`);
    };
    visit(components.schemas, '');
    expect(open).toEqual([
      '/ShownAt/properties/call/properties/body',
      '/ShownAt/properties/takesBack/properties/body',
      '/Parked/properties/content',
      '/EventGridEvent/properties/data',
      '/CloudEvent/properties/data',
    ]);
  });
});

describe('what API Management imports', () => {
  it('has no schema of an object inside an operation: it takes those from the components only', () => {
    const inline = (value: unknown): boolean =>
      typeof value === 'object' &&
      value !== null &&
      (('properties' in value && 'type' in value) || Object.values(value).some(inline));
    const examplesAside = JSON.parse(
      JSON.stringify(api.paths, (name, value: unknown) => (name === 'example' ? undefined : value)),
    ) as unknown;
    expect(inline(examplesAside)).toBe(false);
  });

  it('is below 4 MB, and has one example in each place', () => {
    expect(Buffer.byteLength(JSON.stringify(api))).toBeLessThan(4_000_000);
    expect(JSON.stringify(api)).not.toContain('"examples":');
  });

  it('names every operation and says in a few words what it is', () => {
    const summaries = operations.map(({ operation: { operationId, summary } }) => [operationId, summary]);
    expect(summaries).toHaveLength(22);
    expect(summaries.flat().filter((text) => text === undefined || text.length > 60)).toEqual([]);
  });
});

describe('an example', () => {
  const bodies = operations.flatMap(({ operation }) => {
    const { operationId = '', requestBody } = operation;
    const content = requestBody === undefined || '$ref' in requestBody ? {} : requestBody.content;
    return Object.entries(content).map(([type, { example }]) => ({
      operationId,
      type,
      example: example as unknown,
    }));
  });

  it.each(bodies)('is taken: $type by $operationId', async ({ operationId, type, example }) => {
    const given = operationId === 'replayParked' ? { parked: {} } : {};
    const { status, text } = await ask(
      operationId,
      { body: example, headers: { 'content-type': type } },
      given,
    );
    expect([status, text]).toEqual([
      ['previewIndicators', 'replayParked'].includes(operationId) ? 200 : 201,
      expect.stringMatching(/"tiIndicator":\{|"created":1/),
    ]);
  });
});
