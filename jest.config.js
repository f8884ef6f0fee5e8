/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  reporters: ['default', '<rootDir>/test/closing-line-reporter.js'],
  testTimeout: 30_000,
  // Most of the time of the slow suites is waiting: two share a machine with as few as two cores.
  maxWorkers: 2,
};
