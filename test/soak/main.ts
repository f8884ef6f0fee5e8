/** `npm run soak`: keeps the app at the limiter's ceiling with a random fault each second, and then looks for every indicator. */
import { writeFileSync } from 'node:fs';
import { positive, runCommand, type ParsedCommandLine } from '../../local/command-line';
import { settingsOf } from '../chaos/settings';
import { soakTable } from './report';
import { runSoak } from './run';

const usage = `npm run soak -- [options]
  --minutes N       how long; 1
  --seed S          repeats the faults and the events; 1
  --limit N         calls a minute; 1000
  --instances N     processes of the app; 1
  --per-call N      most indicators that the destination takes in a call; 100
  --kill            ends a process every few seconds, with SIGKILL or SIGTERM
  --calm            without faults, for comparison
  --json FILE       writes the report there
  --set NAME=VALUE  a setting of the app, as often as needed
Exit code 1: something was lost.
`;

const options = {
  minutes: { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
  limit: { type: 'string', default: '1000' },
  instances: { type: 'string', default: '1' },
  'per-call': { type: 'string', default: '100' },
  kill: { type: 'boolean', default: false },
  calm: { type: 'boolean', default: false },
  json: { type: 'string' },
  set: { type: 'string', multiple: true },
} as const;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const main = async (values: ParsedCommandLine<typeof options>['values']): Promise<number> => {
  const report = await runSoak({
    seconds: positive('minutes', values.minutes) * 60,
    seed: positive('seed', values.seed),
    limit: positive('limit', values.limit),
    instances: positive('instances', values.instances),
    kill: values.kill,
    calm: values.calm,
    perCall: positive('per-call', values['per-call']),
    settings: settingsOf(values.set ?? []),
    onProgress: say,
  });
  say(soakTable(report));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  return report.lost > 0 ? 1 : 0;
};

void runCommand({ command: 'npm run soak', usage, options }, ({ values }) => main(values));
