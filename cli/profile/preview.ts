import path from 'node:path';
import { type Command } from 'commander';
import * as E from 'fp-ts/Either';
import { withExamples } from '../examples';
import { Failure } from '../failure';
import { printAs, withOutput, type OutputOptions } from '../output';
import { plain } from '../print';
import { columnsOf } from '../table';
import { type World } from '../world';
import { faultText } from './json-file';
import { type RoutedRow } from './routed-rows';

interface PreviewOptions extends OutputOptions {
  readonly profile?: string;
  readonly format?: string;
}

const routedText = ({ destination, action, expirationDateTime, code, text, host }: RoutedRow): string =>
  code === null
    ? `${destination ?? ''} ${host === undefined ? '' : `host ${host} `}${action ?? ''} until ${expirationDateTime ?? ''}`
    : `${destination ?? 'nowhere'} ${code}: ${text ?? ''}`;

const run =
  (world: World) =>
  async (name: string, options: PreviewOptions): Promise<void> => {
    const { eventIn, profileIn, readOffline } = await import('./read-offline');
    const { shownReading } = await import('./shown-reading');
    const { routedRows } = await import('./routed-rows');
    const at = (file: string): string => path.resolve(world.folder, file);
    const profile = profileIn(world.folder, options.profile === undefined ? undefined : at(options.profile));
    if (E.isLeft(profile))
      throw new Failure(profile.left.map(faultText).join('\n'), 'profile check says the same');
    const format = options.format ?? null;
    const asked = { profile: profile.right, file: at(name), format, now: world.now() };
    const reading = await readOffline(asked, eventIn(asked));
    const { indicators, skipped, unreadable } = shownReading(reading);
    const routed = routedRows(profile.right, asked.now, reading);
    const rows = [
      ...indicators.map((one) => ['found', one.format, one.place, one.observables]),
      ...skipped.map((one) => ['left', one.format, one.place, `${one.code}: ${one.text}`]),
      ...routed.map((one) => ['routed', one.route, one.place, routedText(one)]),
    ].map((row) => row.map((cell) => plain(cell ?? '')));
    printAs(options, {
      table: () => `${columnsOf(rows).join('\n')}\n${indicators.length} found, ${skipped.length} left`,
      json: () => ({
        indicators: indicators.map(({ place, format, tiIndicator }) => ({ place, format, tiIndicator })),
        skipped,
        ...(routed.length === 0 ? {} : { routed }),
      }),
      tsv: () => rows,
    });
    if (unreadable) process.exitCode = 1;
  };

export const addPreview = (program: Command, world: World): void => {
  const command = program
    .command('preview')
    .description('what an event in a file would come to, without a gateway')
    .argument('<file>')
    .option('--profile <file>', 'the profile; by default that of all defaults')
    .option('--format <name>', 'as ?format=; by default it is detected');
  withOutput(command).action(run(world));
  withExamples(command, world.name, [
    ['with no profile', 'preview alert.json'],
    ['with one, as JSON', 'preview alert.json --profile profiles/generic.json -o json'],
  ]);
};
