const swc = ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': swc, '/node_modules/(jose|@octokit/webhooks-methods)/.+\\.js$': swc },
  // These come as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(jose|@octokit/webhooks-methods)/)'],
  moduleNameMapper: {
    '^fast-check$': '<rootDir>/test/seeded-fast-check.js',
    // It is for `import` only.
    '^@octokit/webhooks-methods$': '<rootDir>/node_modules/@octokit/webhooks-methods/dist-node/index.js',
  },
  setupFiles: ['<rootDir>/test/stack-depth.js'],
  reporters: ['default', '<rootDir>/test/closing-line-reporter.js'],
  // Ends what hangs, and says nothing of how fast a test has to be: many times what the slowest takes on two free cores.
  testTimeout: 900_000,
  globalSetup: '<rootDir>/test/built-once-folder.js',
  globalTeardown: '<rootDir>/test/remove-built-once-folder.js',
  runtime: '<rootDir>/test/script-keeping-runtime.js',
  testSequencer: '<rootDir>/test/slowest-first.js',
  // One more than the cores there are: half of the long suites wait most of the time.
  maxWorkers: 3,
};
