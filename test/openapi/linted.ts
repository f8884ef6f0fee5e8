import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

export interface Problem {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
  readonly pointer: string;
}

/** What Redocly's linter says of a document, by its recommended rules; in a process of its own, as it is an ES module. */
export const linted = async (document: unknown): Promise<readonly Problem[]> => {
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const child = spawn(process.execPath, ['--import', tsx, path.join(__dirname, 'lint.ts')]);
  child.stdin.end(JSON.stringify(document));
  const [said, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (said === '') throw new Error(errors);
  return JSON.parse(said) as readonly Problem[];
};
