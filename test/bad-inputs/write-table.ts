/** `npm run bad-inputs`: sends every bad input alone, and writes what came of it and how long it took into docs/measured.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { runCommand } from '../../local/command-line';
import { type Gateway } from '../integration/gateway';
import { indicators } from '../integration/indicators';
import { raw, taken, type Counts } from './bad-input';
import { badInputs } from './list';
import { isOver, measure, type Measured } from './measure';
import { probeOf } from './probe';
import { send } from './send';
import { startForBadInputs } from './started';

const page = path.resolve(__dirname, '../../docs/measured.md');
const table = /(<!-- bad inputs -->\n)[\s\S]*?(?=<!-- end of bad inputs -->)/;

const plain = (text: string): string => text.replace(/[\\|_*<>[\]`]/g, (character) => `\\${character}`);

const said = (counts: Counts): string =>
  Object.entries(counts)
    .map(([kind, count]) => (count === 1 ? kind : `${kind} × ${count.toLocaleString('en')}`))
    .join(', ');

const rowOf = ({ one, status, outcomes, ms, liveMs }: Measured): string => {
  const time = one.isGivenUp === true ? 'five tries' : Math.round(ms);
  const cells = [one.group, plain(one.name), one.by, status ?? '', said(outcomes), time, Math.round(liveMs)];
  return `| ${cells.join(' | ')} |`;
};

const write = async (all: readonly Measured[]): Promise<void> => {
  const head =
    '| group | input | by | status | outcomes | ms | live ms |\n| --- | --- | --- | ---: | --- | ---: | ---: |';
  const text = readFileSync(page, 'utf8').replace(
    table,
    (_, start: string) => `${start}\n${[head, ...all.map(rowOf)].join('\n')}\n\n`,
  );
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
};

/** Sends some requests first: they make the process compile what the others run. */
const warm = async (gateway: Gateway): Promise<void> => {
  const some = raw('')('', () => JSON.stringify(indicators(100, 'warm')), taken(100));
  for (let n = 0; n < 20; n += 1) await send(gateway, some);
};

const main = async (): Promise<void> => {
  const gateway = await startForBadInputs();
  const probe = probeOf(gateway.url);
  const all: Measured[] = [];
  await warm(gateway);
  for (const one of badInputs) {
    const measured = await measure(gateway, probe, one);
    all.push(measured);
    if (isOver(measured)) process.stdout.write(`over: ${rowOf(measured)}\n`);
  }
  await write(all);
  await probe.end();
  await gateway.host.end('SIGKILL');
  await gateway.stop();
  process.stdout.write(`${all.length} inputs, ${all.filter(isOver).length} over a limit\n`);
};

const usage = `npm run bad-inputs   sends every bad input alone, and writes what came of it into its page under docs/`;

void runCommand({ command: 'npm run bad-inputs', usage, options: {} }, async () => {
  await main();
  return 0;
});
