/** `npm run chaos`: kills the app with SIGKILL under load, over and over, and looks for every indicator it took. */
import { writeFileSync } from 'node:fs';
import { positive, runCommand, UsageError, type ParsedCommandLine } from '../../local/command-line';
import { everywhere } from '../faults/targets';
import { chaosTable } from './report';
import { runChaos } from './run';
import { settingsOf } from './settings';

const usage = `npm run chaos -- [options]
  --kills N         how often; 100
  --seed S          repeats the moments of the kills and the events; 1
  --at NAME         graph, sentinel or defender; graph
  --json FILE       writes the report there
  --set NAME=VALUE  a setting of the app, as often as needed
Exit code 1: something was lost.
`;

const options = {
  kills: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
  at: { type: 'string', default: 'graph' },
  json: { type: 'string' },
  set: { type: 'string', multiple: true },
} as const;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const main = async (values: ParsedCommandLine<typeof options>['values']): Promise<number> => {
  const at = everywhere.find((target) => target === values.at);
  if (at === undefined) throw new UsageError(`--at: expected one of ${everywhere.join(', ')}`);
  const report = await runChaos({
    kills: positive('kills', values.kills),
    seed: positive('seed', values.seed),
    at,
    settings: settingsOf(values.set ?? []),
    onKill: (done) => {
      if (done % 25 === 0) say(`${new Date().toISOString()} ${done} kills`);
    },
  });
  say(chaosTable(report));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  return report.lost > 0 ? 1 : 0;
};

void runCommand({ command: 'npm run chaos', usage, options }, ({ values }) => main(values));
