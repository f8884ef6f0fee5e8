import { sep } from 'node:path';
import { loader } from './node-builtins';

const moduleId = '@azure/functions-core';

interface Provider {
  readonly root: string;
  readonly api: object;
}

const providers: Provider[] = [];
let restore: (() => void) | undefined;

/** The host whose app folder holds the requiring file; a library hoisted above it gets the newest host. */
const providerOf = (filename: string | null | undefined): Provider | undefined =>
  providers.findLast(({ root }) => filename?.startsWith(root + sep) === true) ?? providers.at(-1);

const install = (): (() => void) => {
  const original = loader._load;
  loader._load = function (request, parent, isMain) {
    const provider = request === moduleId ? providerOf(parent?.filename) : undefined;
    return provider?.api ?? original.call(loader, request, parent, isMain);
  };
  return () => {
    loader._load = original;
  };
};

/** Makes `require('@azure/functions-core')` give `api` to the app in folder `root`, until the result is called. */
export const provideCoreModule = (root: string, api: object): (() => void) => {
  const provider = { root, api };
  providers.push(provider);
  restore ??= install();
  return () => {
    const index = providers.indexOf(provider);
    if (index >= 0) providers.splice(index, 1);
    if (providers.length === 0) {
      restore?.();
      restore = undefined;
    }
  };
};
