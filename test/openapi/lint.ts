/** Reads OpenAPI documents from standard input, one a line, and prints what Redocly's linter says of each. It is an ES module. */
import { createInterface } from 'node:readline';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const run = async (): Promise<void> => {
  const config = await createConfig({ extends: ['recommended'] });
  for await (const source of createInterface({ input: process.stdin })) {
    const problems = await lintFromString({ source, config });
    const said = problems.map(({ ruleId, severity, message, location }) => ({
      ruleId,
      severity,
      message,
      pointer: location[0]?.pointer ?? '',
    }));
    process.stdout.write(`${JSON.stringify(said)}\n`);
  }
};

run().catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exitCode = 1;
});
