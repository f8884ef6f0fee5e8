import { runInThisContext } from 'node:vm';

/**
 * Node's own process and module loader, which the app under the host gets: a test runner hands modules a `require`
 * and a `process.env` of its own.
 */
const realProcess = runInThisContext('process') as NodeJS.Process;
const realModule = realProcess.getBuiltinModule('node:module');

interface Loader {
  _load: (
    request: string,
    parent: { readonly filename?: string | null } | null | undefined,
    isMain: boolean,
  ) => unknown;
}

export const createRequire = realModule.createRequire;
export const loader = realModule as typeof realModule & Loader;
export const environment = realProcess.env;
