/** Reads an OpenAPI document from standard input and prints what Redocly's linter says of it. It is an ES module. */
import { text } from 'node:stream/consumers';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const run = async (): Promise<void> => {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: await text(process.stdin), config });
  const said = problems.map(({ ruleId, severity, message, location }) => ({
    ruleId,
    severity,
    message,
    pointer: location[0]?.pointer ?? '',
  }));
  process.stdout.write(JSON.stringify(said));
};

run().catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exitCode = 1;
});
