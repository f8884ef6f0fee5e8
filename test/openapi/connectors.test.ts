import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { connectorFiles } from '../../local/connectors/connectors';
import { titleOf } from '../../local/connectors/schema';
import { useLinter } from './linted';

const linted = useLinter();

const folder = path.resolve(__dirname, '../../docs/connectors');

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Readonly<Record<string, unknown>>[];
}

interface Definition {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly definitions: Readonly<Record<string, unknown>>;
}

const files = [...connectorFiles()].map(([file, content]) => ({ file, content }));

const parsed = (content: string): Definition => JSON.parse(content) as Definition;

const operationsOf = (content: string): readonly Operation[] =>
  Object.values(parsed(content).paths).flatMap((item) => Object.values(item));

/** Every object in a document. */
const objectsIn = (value: unknown): readonly object[] =>
  typeof value !== 'object' || value === null ? [] : [value, ...Object.values(value).flatMap(objectsIn)];

describe('the definitions of custom connectors', () => {
  it('are those in docs/connectors: else run npm run connectors', () => {
    const there = readdirSync(folder).map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]);
    expect(Object.fromEntries(there)).toEqual(Object.fromEntries(connectorFiles()));
  });

  it('are one for who sends, and one for who looks after what is parked', () => {
    expect(files.map(({ content }) => operationsOf(content).map(({ operationId }) => operationId))).toEqual([
      ['createIndicators', 'previewIndicators'],
      ['listParked', 'replayParked'],
    ]);
  });
});

describe.each(files)('$file', ({ content }) => {
  it('is right by the rules of the linter for OpenAPI 2.0', async () => {
    expect(await linted(parsed(content))).toEqual([]);
  });

  it('would not be without a definition', async () => {
    const problems = await linted({ ...parsed(content), definitions: {} });
    expect(problems.map(({ ruleId }) => ruleId)).toContain('no-unresolved-refs');
  });

  it('is under 1 MB', () => {
    expect(Buffer.byteLength(content)).toBeLessThan(1_000_000);
  });

  it('has nothing that a connector does not know, and nothing beside a reference', () => {
    const objects = objectsIn(parsed(content));
    const unknown = ['anyOf', 'oneOf', 'allOf', 'nullable', 'examples', 'content', 'additionalProperties'];
    expect(unknown.filter((word) => objects.some((object) => Object.hasOwn(object, word)))).toEqual([]);
    const referring = objects.filter((object) => '$ref' in object);
    expect(referring.filter((object) => Object.keys(object).length > 1)).toEqual([]);
  });

  it('says of every operation and parameter what it is, and hides none that has to be given', () => {
    for (const { summary, description, parameters } of operationsOf(content)) {
      expect([summary, description]).toEqual([expect.any(String), expect.any(String)]);
      for (const parameter of parameters) {
        expect(parameter).toMatchObject({
          'x-ms-summary': expect.any(String) as string,
          description: expect.any(String) as string,
        });
        expect([
          parameter.name,
          parameter.required === true && parameter['x-ms-visibility'] === 'advanced',
        ]).toEqual([parameter.name, false]);
      }
    }
  });
});

describe('a title', () => {
  it.each([
    ['parkedAt', 'Parked At'],
    ['id', 'Id'],
    ['X-Indicator-Format', 'Indicator Format'],
    ['networkDestinationIPv4', 'Network Destination IPv4'],
  ])('of %s is %s', (name, title) => {
    expect(titleOf(name)).toBe(title);
  });
});
