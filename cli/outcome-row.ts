import pc from 'picocolors';
import { type ShownOutcome } from './gateway-answers';
import { plain } from './print';
import { type Cell } from './tsv';

/** For -o tsv. */
export const outcomeRow = (one: ShownOutcome): readonly Cell[] => [
  one.recordedAt,
  one.state,
  one.destination,
  one.observable?.kind ?? null,
  one.observable?.value ?? null,
  one.reason?.code ?? null,
  one.externalId,
  one.id,
  one.source,
  one.eventId,
  one.intakeId,
  one.cursor,
];

const colours: ReadonlyMap<string, (text: string) => string> = new Map([
  ['rejected', pc.red],
  ['parked', pc.magenta],
  ['skipped', pc.yellow],
  ['deferred', pc.cyan],
  ['duplicate', pc.dim],
]);

const stateOf = (state: string): string => (colours.get(state) ?? pc.green)(plain(state));

/** The cells of a line for a terminal. */
export const outcomeCells = (one: ShownOutcome): readonly string[] => [
  plain(one.recordedAt),
  stateOf(one.state),
  plain(one.destination ?? '-'),
  plain(one.observable?.value ?? one.externalId ?? '-'),
  plain(one.source),
  pc.dim(plain(one.reason === null ? (one.id ?? '') : `${one.reason.code}: ${one.reason.text}`)),
];
