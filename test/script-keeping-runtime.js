const vm = require('node:vm');
const JestRuntime = require('jest-runtime').default;

/** What each file was compiled from, and to. */
const kept = new Map();

const opening = '(function (module, exports, require, __dirname, __filename, jest) {';

const scriptOf = (source, filename) => {
  const known = kept.get(filename);
  if (known?.source === source) return known.script;
  const script = new vm.Script(`${opening}${source}\n})`, { filename, columnOffset: -opening.length });
  kept.set(filename, { source, script });
  return script;
};

const isValid = (source, filename) => {
  try {
    return scriptOf(source, filename) !== undefined;
  } catch {
    return false;
  }
};

/**
 * Compiles a module once for all suites of a worker, which run it in a context each: jest compiles it anew for every suite, and
 * that is a tenth of all the time they take.
 */
module.exports = class ScriptKeepingRuntime extends JestRuntime {
  constructor(...args) {
    super(...args);
    const [, environment] = args;
    const compileAnew = this.executor.compile.bind(this.executor);
    this.executor.compile = (source, filename) => {
      const context = environment.getVmContext();
      // Jest itself knows how to import as it goes, and how to tell of what is no script.
      const isJests = context === null || /\bimport\s*\(/.test(source) || !isValid(source, filename);
      return isJests ? compileAnew(source, filename) : scriptOf(source, filename).runInContext(context);
    };
  }
};
