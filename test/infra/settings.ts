/** Settings that a deployment leaves alone, and why. */
export const leftOut: ReadonlyMap<string, string> = new Map([
  ['AzureWebJobsStorage', 'it holds a key; the account is reached by name and identity'],
  ['AzureWebJobsStorage__blobServiceUri', 'the name says it'],
  ['AzureWebJobsStorage__queueServiceUri', 'the name says it'],
  ['AzureWebJobsStorage__tableServiceUri', 'the name says it'],
  ['IDENTITY_SCOPE', 'another scope makes every indicator a new one; the default is right for one gateway'],
  ['HTTP_BODY_LIMIT_BYTES', 'tuning'],
  ['HTTP_BUDGET_SECONDS', 'tuning'],
  ['REQUEST_TIMEOUT_SECONDS', 'tuning'],
  ['BATCH_WINDOW_MILLISECONDS', 'tuning'],
  ['CALLS_IN_FLIGHT', 'tuning'],
  ['BREAKER_SECONDS', 'tuning'],
  ['RETRY_DELAY_SECONDS', 'tuning'],
  ['RETRY_DELAY_MAX_SECONDS', 'tuning'],
  ['RETRY_MAX_ATTEMPTS', 'tuning'],
  ['RETRY_MAX_AGE_HOURS', 'tuning'],
  ['GRANT_WAIT_MINUTES', 'tuning'],
  ['LEDGER', 'tuning'],
  ['LEDGER_REFRESH_DAYS', 'tuning'],
  ['GRAPH_BASE_URL', 'the default is the only cloud that has tiIndicators'],
  ['GRAPH_SCOPE', 'goes with the base URL'],
  ['GRAPH_REQUESTS_PER_MINUTE', 'the default is what Graph documents'],
]);

/** What the Functions host reads, and the app does not. */
export const ofTheHost: readonly string[] = [
  'AzureWebJobsStorage__credential',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
];
