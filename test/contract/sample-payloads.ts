import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { parseJson } from '../../shared/codec/json';

/** A JSON sample and where it came from, for the name of a test. */
export interface Sample {
  readonly name: string;
  readonly payload: unknown;
}

const ownFolder = path.resolve(__dirname, '../samples');

const folders = [ownFolder, path.resolve(__dirname, '../../../shared/samples')];

const filesIn = (folder: string): readonly string[] =>
  E.toUnion(
    E.tryCatch(
      () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
      (): readonly string[] => [],
    ),
  );

const samplesIn = (folder: string): readonly Sample[] =>
  filesIn(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const parsed = parseJson(readFileSync(file, 'utf8'));
      return parsed._tag === 'Right' ? [{ name: path.basename(file), payload: parsed.right }] : [];
    });

/** A format's own sample, test/samples/NAME.json; undefined where there is none. */
export const sampleOf = (format: string): unknown =>
  samplesIn(ownFolder).find(({ name }) => name === `${format}.json`)?.payload;

/** Every JSON file under the sample folders that are there, whatever its format. */
export const samplePayloads = (): readonly Sample[] => folders.flatMap(samplesIn);
