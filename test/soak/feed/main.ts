/** `npm run feed`: posts a long list in one body, kills the app in the middle of it, and then looks for every line. */
import { positive, runCommand, type ParsedCommandLine } from '../../../local/command-line';
import { settingsOf } from '../../chaos/settings';
import { runFeed } from './run';

const usage = `npm run feed -- [options]
  --lines N         of the list, more than 10,000; 100,000
  --calm            the app is not killed
  --set NAME=VALUE  a setting of the app, as often as needed
Exit code 1: a line was lost, or is there twice.
`;

const options = {
  lines: { type: 'string', default: '100000' },
  calm: { type: 'boolean', default: false },
  set: { type: 'string', multiple: true },
} as const;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const main = async (values: ParsedCommandLine<typeof options>['values']): Promise<number> => {
  const report = await runFeed({
    lines: positive('lines', values.lines),
    killAt: values.calm ? null : 0.4,
    invisibilitySeconds: 60,
    settings: settingsOf(values.set ?? []),
    onProgress: say,
  });
  say(JSON.stringify(report, null, 2));
  return report.lost + report.doubled > 0 ? 1 : 0;
};

void runCommand({ command: 'npm run feed', usage, options }, ({ values }) => main(values));
