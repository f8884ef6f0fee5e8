import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { parseJsonText } from '../../shared/envelopes/json-text';
import { cutTo, isHolder, slotsOf } from './json';

/** A payload to start from: JSON, or text that is none. */
export interface Seedling {
  readonly name: string;
  readonly body: unknown;
}

export interface Corpus {
  readonly seedlings: readonly [Seedling, ...Seedling[]];
  /** The whole samples from which the seedlings are cut. */
  readonly large: readonly Seedling[];
  /** Every name of a member. */
  readonly names: readonly [string, ...string[]];
}

/** The project's own samples, and the published ones beside it. */
export const sampleFolders: readonly string[] = ['samples', '../../shared/samples', '../../shared/cases'].map(
  (folder) => path.resolve(__dirname, '..', folder),
);

const filesIn = (folder: string): readonly string[] =>
  E.toUnion(
    E.tryCatch(
      () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
      (): readonly string[] => [],
    ),
  );

const isSample = (file: string): boolean =>
  /\.(?:json|ndjson|txt|adoc|http)$/.test(file) &&
  !file.endsWith('what-comes-of-it.json') &&
  statSync(file).isFile();

/** The body; of a raw request nothing else. */
const bodyIn = (file: string): string => {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.http') ? text.slice(text.search(/\r?\n\r?\n/)).trim() : text;
};

/** Small enough to be read in a millisecond or two. */
const small = 4000;

const sizeOf = (body: unknown): number => JSON.stringify(body).length;

/** Deeper ones cannot be written as JSON again; nesting is among the changes. */
const isShallow = ({ body }: Seedling): boolean => E.isRight(E.tryCatch(() => sizeOf(body), E.toError));

const text = /[\s\S]{1,4000}/g;

const cutsOf = ({ name, body }: Seedling): readonly Seedling[] => {
  if (sizeOf(body) <= small) return [{ name, body }];
  const cuts =
    typeof body === 'string'
      ? (body.match(text) ?? []).slice(0, 4)
      : [0, 3, 20, 1e9]
          .map((first) => [3, 2, 1].map((most) => cutTo(body, first, most)))
          .map((sizes) => sizes.find((cut) => sizeOf(cut) <= small) ?? sizes.at(-1));
  return cuts.map((cut, index) => ({ name: `${name} (cut ${index})`, body: cut }));
};

const namesIn = (seedlings: readonly Seedling[]): readonly string[] =>
  [
    ...new Set(
      seedlings.flatMap(({ body }) =>
        slotsOf({ body }).flatMap(({ holder, name }) => (Array.isArray(holder) ? [] : [name])),
      ),
    ),
  ].sort();

export const readCorpus = (folders: readonly string[] = sampleFolders): Corpus => {
  const samples = folders.flatMap((folder) =>
    filesIn(folder)
      .filter(isSample)
      .sort()
      .map((file): Seedling => {
        const body = bodyIn(file);
        return { name: path.relative(folder, file), body: E.getOrElseW(() => body)(parseJsonText(body)) };
      })
      .filter(isShallow),
  );
  const seedlings = samples.flatMap(cutsOf);
  const [first, ...others] = seedlings;
  if (first === undefined) throw new Error(`no samples under ${folders.join(', ')}`);
  return {
    seedlings: [first, ...others],
    large: samples.filter(({ body }) => isHolder(body) && sizeOf(body) > small),
    names: ['value', ...namesIn(seedlings)],
  };
};
