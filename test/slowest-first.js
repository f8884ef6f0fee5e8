const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The suites that take longest, the longest first. On a clean checkout jest knows no times and goes by the size of a file: these
 * are small ones, and would be waited for at the end, one by one.
 */
const slowest = [
  'faults/matrix',
  'faults/process',
  'expressions/pool',
  'chaos/chaos',
  'bad-inputs/bad-inputs',
  'integration/outage',
  'integration/bodies',
  'integration/destinations',
  'delivery/limiter/limiter.processes',
  'health/gateway',
  'contract/formats',
  'e2e/serving',
  'integration/parked',
  'contract/destinations',
  'soak/soak',
  'local/new',
  'delivery/limiter/limiter.many',
  'infra/app-role',
  'health/situations',
  'docs/commands',
].map((name) => require.resolve(`./${name}.test.ts`));

module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const rankOf = ({ path: file }) => (slowest.includes(file) ? slowest.indexOf(file) : slowest.length);
    return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
