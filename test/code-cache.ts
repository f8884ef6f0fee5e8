import path from 'node:path';

/**
 * Flags of Node.js for what is built once and started by many suites of a run of the tests: it starts without being compiled
 * again. None outside of such a run: a bench measures a start as it is.
 */
export const codeCacheFlags: readonly string[] =
  process.env.BUILT_ONCE_FOLDER === undefined ? [] : ['--require', path.join(__dirname, 'compiled-once.cjs')];
