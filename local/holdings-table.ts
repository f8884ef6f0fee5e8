import Table from 'cli-table3';
import pc from 'picocolors';
import { type Outcome } from '../shared/pipeline/outcome';
import { byIndicator } from './by-indicator';

type Item = Readonly<Record<string, unknown>>;

/** What the simulator holds for each API, as GET /simulator/state answers. */
export interface SimulatorHoldings {
  readonly stored: readonly Item[];
  readonly stixObjects: readonly Item[];
  readonly defenderIndicators: readonly Item[];
}

const telling = ['action', 'threatType', 'severity', 'tlpLevel', 'expirationDateTime'];

const said = (item: Item, names: readonly string[]): readonly string[] =>
  names.filter((name) => item[name] !== undefined).map((name) => `${name} ${[item[name]].flat().join(', ')}`);

/** By the API's own id: Defender keeps a value under another externalId. Sentinel has several objects of one. */
const isOf =
  (ids: readonly unknown[], externalId: string | null) =>
  ({ id, external_references: references }: Item): boolean =>
    ids.includes(id) ||
    (Array.isArray(references) && (references as readonly Item[])[0]?.external_id === externalId);

const linesOf = (
  { destination, externalId, observable, id, reason }: Outcome,
  got: SimulatorHoldings,
): readonly string[] => {
  if (id === null) return [pc.yellow(`nothing: ${reason?.text ?? ''}`)];
  const isIt = isOf(id.split(','), externalId);
  if (destination === 'graph')
    return got.stored.filter(isIt).flatMap((one) => said(one, [observable?.kind ?? '', ...telling]));
  if (destination === 'sentinel')
    return got.stixObjects
      .filter(isIt)
      .flatMap((one) => [String(one.pattern), ...said(one, ['indicator_types', 'labels', 'valid_until'])]);
  return got.defenderIndicators
    .filter(isIt)
    .flatMap((one) => [
      `${String(one.indicatorType)} ${String(one.indicatorValue)}`,
      ...said(one, ['action', 'severity', 'title', 'expirationTime']),
    ]);
};

/** What each destination holds of the indicators of one event, in the words of its API. */
export const holdingsTable = (outcomes: readonly Outcome[], got: SimulatorHoldings): string => {
  const table = new Table({
    head: ['destination', 'indicator', 'what it got'],
    colWidths: [13, 30, 92],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  const brought = byIndicator(outcomes).flatMap((of) => of.filter(({ externalId }) => externalId !== null));
  table.push(
    ...brought.map((one) => [
      one.destination ?? '',
      `${one.observable?.kind ?? ''}\n${pc.dim((one.observable?.value ?? '').slice(0, 27))}`,
      linesOf(one, got).join('\n'),
    ]),
  );
  return table.toString();
};
