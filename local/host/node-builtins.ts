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

/** A module of Node's own as the app sees it: what is changed in it is changed there. */
export const builtin = realProcess.getBuiltinModule.bind(realProcess);
export const createRequire = realModule.createRequire;
export const loader = realModule as typeof realModule & Loader;
export const environment = realProcess.env;
