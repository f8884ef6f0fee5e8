import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The token of whoever runs azd, for a scope; null where azd gives none. The tenant may be undefined. */
export const tokenFrom =
  ([command, ...first], tenant) =>
  async (scope) => {
    const args = ['auth', 'token', '--scope', scope, '--output', 'json'];
    const inTenant = tenant ? ['--tenant-id', tenant] : [];
    try {
      const { stdout } = await run(command, [...first, ...args, ...inTenant], { timeout: 60_000 });
      return JSON.parse(stdout).token ?? null;
    } catch {
      return null;
    }
  };
