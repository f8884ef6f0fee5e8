// Preloaded into a process of a test: what was built once for the run is parsed and compiled once too, by the first that starts it.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const built = process.env.BUILT_ONCE_FOLDER + path.sep;
const asUsual = Module.prototype._compile;

const readIfThere = (file) => {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
};

const write = (script, cacheFile) => {
  const part = `${cacheFile}.${process.pid}`;
  writeFileSync(part, script.createCachedData());
  renameSync(part, cacheFile);
};

Module.prototype._compile = function (source, file, ...rest) {
  if (!file.startsWith(built)) return asUsual.call(this, source, file, ...rest);
  const cacheFile = `${file}.cache`;
  const cachedData = readIfThere(cacheFile);
  const script = new vm.Script(Module.wrap(source.replace(/^#!.*/, '')), {
    filename: file,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  // Not at once: with the functions that its start calls, which are compiled when they are called.
  if (cachedData === undefined || script.cachedDataRejected)
    setTimeout(write, 1000, script, cacheFile).unref();
  const run = script.runInThisContext();
  run.call(this.exports, this.exports, Module.createRequire(file), this, file, path.dirname(file));
};
