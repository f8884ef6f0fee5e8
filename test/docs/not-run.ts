/** What cannot be run in a test: the page, how the block begins, and why. Every other block of commands is run. */
export const notRun: readonly (readonly [page: string, beginning: string, why: string])[] = [
  ['README.md', 'npm ci && npm start', 'asks a registry; test/local starts the stack'],
  ['README.md', 'npm ci && npm test', 'is this'],
  ['README.md', 'azd up', 'asks Azure'],
  [
    'CONTRIBUTING.md',
    'npm run infra-snapshots',
    'needs the Bicep compiler; test/infra evaluates what it writes',
  ],
  [
    'docs/api.md',
    'npx swagger-typescript-api',
    'test/openapi/gateway.test.ts generates this client and uses it',
  ],
  ['docs/api.md', 'az apim api import', 'asks Azure'],
  [
    'docs/cli.md',
    'function indicator-gateway',
    'PowerShell; test/cli/completion.test.ts runs it where it is there',
  ],
  ['docs/dead-letters.md', 'az storage blob', 'asks Azure'],
  ['docs/dead-letters.md', 'az role assignment', 'asks Azure'],
  ['docs/deploy.md', 'az provider register', 'asks Azure'],
  ['docs/sentinel.md', 'azd env set', 'asks azd'],
  ['docs/deploy.md', 'azd pipeline config', 'asks Azure and GitHub'],
  ['docs/deploy.md', 'git pull', 'asks a remote repository, and Azure'],
  ['docs/deploy.md', 'az functionapp function keys set', 'asks Azure'],
  [
    'docs/monitoring.md',
    'node --import tsx test/infra/monitor/write-remedies.ts',
    'writes into the repository',
  ],
  ['docs/permissions.md', 'azd hooks run', 'asks Azure; test/infra runs the hook against a fake directory'],
  [
    'docs/permissions.md',
    'az rest',
    'asks Microsoft Graph; test/infra holds what the hook prints against a fake one',
  ],
  ['docs/senders/event-grid.md', 'az eventgrid', 'asks Azure'],
  ['docs/senders/event-grid.md', 'az deployment', 'asks Azure; the Bicep is compiled by test/infra'],
  ['docs/senders/logrhythm.md', 'param($Alarm', 'PowerShell, with what the SIEM gives it'],
];
