const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The suites that take longest, the longest first. On a clean checkout jest knows no times and goes by the size of a file: these
 * are small ones, and would be waited for at the end, one by one.
 */
const slowest = [
  'faults/matrix',
  'faults/process',
  'chaos/chaos',
  'delivery/limiter/limiter.processes',
  'expressions/pool',
  'contract/any-json.laws',
  'cli/parked',
  'bad-inputs/bad-inputs',
  'integration/outage',
  'delivery/limiter/limiter.many',
  'health/situations',
  'soak/soak',
].map((name) => require.resolve(`./${name}.test.ts`));

module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const rankOf = ({ path: file }) => (slowest.includes(file) ? slowest.indexOf(file) : slowest.length);
    return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
