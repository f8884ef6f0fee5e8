import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

export interface Problem {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
  readonly pointer: string;
}

type Lint = (document: unknown) => Promise<readonly Problem[]>;

/** In a process of its own, as it is an ES module. */
const startLinter = (): { readonly lint: Lint; readonly end: () => void } => {
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const child = spawn(process.execPath, ['--import', tsx, path.join(__dirname, 'lint.ts')]);
  const errors = text(child.stderr);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    lint: async (document) => {
      child.stdin.write(`${JSON.stringify(document)}\n`);
      const answer = await answers.next();
      if (answer.done === true) throw new Error(await errors);
      return JSON.parse(answer.value) as readonly Problem[];
    },
    end: () => child.stdin.end(),
  };
};

/**
 * What Redocly's linter says of a document by its recommended rules, one document after the other. All tests of a file share
 * its process, which takes longer to load than to lint a document.
 */
export const useLinter = (): Lint => {
  let linter: ReturnType<typeof startLinter> | undefined;
  afterAll(() => linter?.end());
  return (document) => (linter ??= startLinter()).lint(document);
};
