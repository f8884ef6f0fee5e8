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
  'delivery/batches/batcher.permits',
  'bad-inputs/bad-inputs',
  'integration/outage',
  'azure/ledger/many-writers',
  'linear/expressions',
  'integration/bodies',
  'contract/words.laws',
  'integration/destinations',
  'integration/moving-house',
  'azure/ledger/ledger-index',
  'contract/one-or-many.laws',
  'azure/ledger/ledger',
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
  'e2e/npm-start',
  'local/host/main',
  'cli/profile/check',
  'pipeline/feed/feed',
  'infra/bicep',
  'openapi/gateway',
  'azure/ledger/claimed',
  'integration/instances',
  'integration/settings',
  'fuzz/fuzz',
  'integration/expressions',
  'integration/gateway',
  'contract/addresses.laws',
].map((name) => require.resolve(`./${name}.test.ts`));

module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const rankOf = ({ path: file }) => (slowest.includes(file) ? slowest.indexOf(file) : slowest.length);
    return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
