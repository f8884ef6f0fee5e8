import { settingNames } from '../../shared/config';
import { destinations } from '../../shared/destinations';
import { settingsIn, textOf } from './infra';

/** Settings that a deployment leaves alone, and why. */
const leftOut: Readonly<Record<string, string>> = {
  AzureWebJobsStorage: 'it holds a key; the account is reached by name and identity',
  AzureWebJobsStorage__blobServiceUri: 'the name says it',
  AzureWebJobsStorage__queueServiceUri: 'the name says it',
  AzureWebJobsStorage__tableServiceUri: 'the name says it',
  IDENTITY_SCOPE: 'another scope makes every indicator a new one; the default is right for one gateway',
  HTTP_BODY_LIMIT_BYTES: 'tuning',
  HTTP_BUDGET_SECONDS: 'tuning',
  REQUEST_TIMEOUT_SECONDS: 'tuning',
  BATCH_WINDOW_MILLISECONDS: 'tuning',
  CALLS_IN_FLIGHT: 'tuning',
  BREAKER_SECONDS: 'tuning',
  RETRY_DELAY_SECONDS: 'tuning',
  RETRY_DELAY_MAX_SECONDS: 'tuning',
  RETRY_MAX_ATTEMPTS: 'tuning',
  RETRY_MAX_AGE_HOURS: 'tuning',
  GRANT_WAIT_MINUTES: 'tuning',
  LEDGER: 'tuning',
  LEDGER_REFRESH_DAYS: 'tuning',
  GRAPH_BASE_URL: 'the default is the only cloud that has tiIndicators',
  GRAPH_SCOPE: 'goes with the base URL',
  GRAPH_REQUESTS_PER_MINUTE: 'the default is what Graph documents',
};

/** What the Functions host reads, and the app does not. */
const ofTheHost = [
  'AzureWebJobsStorage__credential',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
];

const known = settingNames(destinations);

/** What is out of step between the app's settings and those that a template sets; empty lists where nothing is. */
const outOfStep = (bicep: string, left: readonly string[] = Object.keys(leftOut)) => {
  const set = settingsIn(bicep);
  return {
    neither: known.filter((name) => !set.includes(name) && !left.includes(name)),
    both: set.filter((name) => left.includes(name)),
    unknown: [...set.filter((name) => !ofTheHost.includes(name)), ...left].filter(
      (name) => !known.includes(name),
    ),
    withoutHost: ofTheHost.filter((name) => !set.includes(name)),
  };
};

const inStep = { neither: [], both: [], unknown: [], withoutHost: [] };

describe('the app settings of a deployment', () => {
  const bicep = textOf('infra/function.bicep');

  it('are all that the app knows, but those that are left out for a reason, and no other', () => {
    expect(outOfStep(bicep)).toEqual(inStep);
  });

  it('know the same names as local.settings.sample.json', () => {
    const { Values } = JSON.parse(textOf('local.settings.sample.json')) as { readonly Values: object };
    const names = Object.keys(Values).filter((name) => name !== 'FUNCTIONS_WORKER_RUNTIME');
    const inInfra = settingsIn(bicep).filter((name) => !ofTheHost.includes(name));
    expect(names.sort()).toEqual([...inInfra, ...Object.keys(leftOut)].sort());
  });

  it.each(settingsIn(bicep))('are out of step without %s', (name) => {
    const without = bicep.replace(new RegExp(`^ {6}${name}: .*\\n`, 'm'), '');
    const fault = ofTheHost.includes(name) ? { withoutHost: [name] } : { neither: [name] };
    expect(outOfStep(without)).toEqual({ ...inStep, ...fault });
  });

  it.each(Object.keys(leftOut))('are out of step when %s is no longer left out', (name) => {
    const left = Object.keys(leftOut).filter((one) => one !== name);
    expect(outOfStep(bicep, left)).toEqual({ ...inStep, neither: [name] });
  });

  it('are out of step with a name that nobody knows', () => {
    const more = bicep.replace('      PROFILE: ', "      PROFLE: 'x'\n      PROFILE: ");
    expect(outOfStep(more)).toEqual({ ...inStep, unknown: ['PROFLE'] });
  });

  it('are out of step when one that is left out is set as well', () => {
    const more = bicep.replace('      PROFILE: ', "      LEDGER: 'off'\n      PROFILE: ");
    expect(outOfStep(more)).toEqual({ ...inStep, both: ['LEDGER'] });
  });

  it('hold no FUNCTIONS_ or WEBSITE_ setting, which the plan does not take', () => {
    expect(settingsIn(bicep).filter((name) => /^(FUNCTIONS|WEBSITE)_/.test(name))).toEqual([]);
  });
});
