/** `npm run threats`: runs the tests that the table in docs/security.md names, and writes their results into it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { runCommand, UsageError } from '../../local/command-line';
import { resultText, threatRows, threatsPage, withResults } from './threat-rows';

const root = path.resolve(__dirname, '../..');

interface Report {
  readonly success: boolean;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** What jest reports of these files. */
const reportOf = (files: readonly string[]): Report => {
  const folder = mkdtempSync(path.join(tmpdir(), 'threats-'));
  const report = path.join(folder, 'report.json');
  const jest = require.resolve('jest/bin/jest');
  try {
    spawnSync(process.execPath, [jest, '--json', '--outputFile', report, '--runTestsByPath', ...files], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const resultsBy = ({ testResults }: Report, day: string): ReadonlyMap<string, string> =>
  new Map(
    testResults.map(({ name, assertionResults }) => {
      const count = (...statuses: readonly string[]): number =>
        assertionResults.filter(({ status }) => statuses.includes(status)).length;
      const [passed, failed] = [count('passed'), count('failed')];
      const skipped = assertionResults.length - passed - failed;
      return [path.relative(root, name), resultText({ passed, failed, skipped, day })] as const;
    }),
  );

const usage =
  'npm run threats [-- FILE]   runs the tests that the table of threats names, or one of them, and writes what they came to';

void runCommand(
  { command: 'npm run threats', usage, options: {}, words: 1 },
  async ({ positionals: [only] }) => {
    const page = readFileSync(threatsPage, 'utf8');
    const files = [...new Set(threatRows(page).map(({ test }) => test))];
    if (only !== undefined && !files.includes(only)) throw new UsageError(`no threat names ${only}`);
    const report = reportOf(only === undefined ? files : [only]);
    const results = resultsBy(report, new Date(report.startTime).toISOString().slice(0, 10));
    const written = withResults(page, ({ test, result }) => results.get(test) ?? result);
    writeFileSync(
      threatsPage,
      await format(written, { ...(await resolveConfig(threatsPage)), filepath: threatsPage }),
    );
    return report.success ? 0 : 1;
  },
);
