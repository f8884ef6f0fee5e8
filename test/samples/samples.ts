/* eslint-disable jest/no-export, jest/no-disabled-tests, jest/valid-title, jest/valid-describe-callback -- a wrapper of describe for other files: it skips, visibly, where the samples are not there */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Real payloads beside the project, for checking only; null where they are not. */
export const samplesDir = (): string | null => {
  const besides = [path.resolve(__dirname, '../../../shared/samples'), process.env.INDICATOR_SAMPLES ?? ''];
  return besides.find((folder) => folder !== '' && existsSync(folder)) ?? null;
};

/** `describe` with the samples; where they are missing, it says that it was skipped. */
export const describeSamples = (name: string, body: (folder: string) => void): void => {
  const folder = samplesDir();
  if (folder === null) describe.skip(`${name} (no samples beside the project)`, () => body(''));
  else describe(name, () => body(folder));
};
