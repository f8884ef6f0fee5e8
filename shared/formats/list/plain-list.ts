// Over sixty lines: the rows of CSV and the lines of plain lists have the same outcomes.
import { at } from '../../codec/json-pointer';
import { textOf, type Json } from '../../codec/json-value';
import { intakeOf, leave, refuse, withdraw, type Format, type Observation } from '../format';
import { observe, orNoIndicator, take, unsupported, type Entry } from '../kit';
import { aboutRow, isBelowRisk, isNotForDetection, isOver, type Columns } from './list-columns';
import { listContent, linesIn } from './list-lines';
import { listInParts } from './list-parts';
import { type ListRow } from './list-rows';
import { observedIn, observersOfTypes } from './list-value';
import { textMark } from '../marks';

/** The most items of an event. */
const maxLines = 10_000;

const oneALine =
  'one address, network, domain name, URL, e-mail address or hash a line, or rows of CSV below a header that names their column (indicator, ip, domain, url, sha256, …)';

const typeOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9|]/g, '');

/** Reads a value by the type that the row names, or by two in MISP's way: `ip-dst|port`, `filename|sha256`, `domain|ip`. */
const observedAs = (type: string, value: string): readonly Observation[] => {
  const [one = '', other] = type.split('|');
  const [left = '', right = ''] = other === undefined ? [value] : value.split('|');
  const head = one === 'filename' ? observe.text('fileName')(left) : observersOfTypes.get(one)?.(left);
  if (other === undefined) return head === undefined || one === 'filename' ? [] : [head];
  if (other === 'port') return head?.kind === 'ip' ? [{ ...head, port: right }] : [];
  const tail = observersOfTypes.get(other)?.(right);
  return head === undefined || tail === undefined ? [] : [head, tail];
};

const readCell = (
  place: string,
  { row, name }: { readonly row: Json; readonly name: string },
  { observed, type }: Columns,
): readonly Entry[] => {
  const value = textOf(row[name]);
  if (value === undefined) return [];
  const observer = observed.get(name);
  if (observer !== undefined) return [take(place, aboutRow(row), observer(value))];
  const typeName = type === undefined ? undefined : textOf(row[type]);
  if (typeName !== undefined) {
    const observations = observedAs(typeOf(typeName), value);
    return [observations.length === 0 ? unsupported(place) : take(place, aboutRow(row), observations)];
  }
  const found = observedIn(value);
  return [found === undefined ? refuse(place, 'item-unknown', oneALine) : take(place, aboutRow(row), found)];
};

const readRow = (place: string, cells: readonly string[], columns: Columns): readonly Entry[] => {
  const { names, observed } = columns;
  if (cells.length > names.length)
    return [refuse(place, 'item-unknown', 'a row with as many cells as the header has')];
  const row: Json = Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  if (isBelowRisk(row))
    return [
      leave(place, 'verdict-not-malicious', 'a risk below 65, which its source does not call malicious'),
    ];
  const places = observed.size > 1 ? (name: string): string => at(place, name) : () => place;
  const entries = [...observed.keys()].flatMap((name) => readCell(places(name), { row, name }, columns));
  if (isNotForDetection(row))
    return [withdraw(leave(place, 'not-to-ids', 'its source says that it is not for detection'), entries)];
  if (isOver(row)) return [withdraw(leave(place, 'revoked', 'its source says that it is over'), entries)];
  return orNoIndicator(place, 'a row without an observable', entries);
};

const readLine = (place: string, text: string): Entry => {
  const found = observedIn(text);
  return found === undefined ? refuse(place, 'item-unknown', oneALine) : take(place, {}, found);
};

const entriesOf = ({ line, cells }: ListRow, columns: Columns | undefined): readonly Entry[] => {
  const place = at('', line);
  if (cells === undefined)
    return [refuse(place, 'item-unknown', 'a row of CSV, each quote of which is closed')];
  return columns === undefined ? [readLine(place, cells[0] ?? '')] : readRow(place, cells, columns);
};

const entriesIn = (text: string): readonly Entry[] => {
  const lines = linesIn(text);
  if (lines.length > maxLines)
    return [
      refuse(
        '',
        'too-many-items',
        `at most ${maxLines} lines that are not blank; by HTTP as many as FEED_MAX_LINES says`,
      ),
    ];
  const { columns, rows } = listContent(lines);
  // Comments, the header and lines that continue a row are no items and count as nothing.
  return orNoIndicator(
    '',
    'no line of the list names an observable',
    rows.flatMap((row) => entriesOf(row, columns)),
  );
};

/** A JSON array of texts that is declared a list has one observable in each text. */
const entriesOfTexts = (texts: readonly unknown[]): readonly Entry[] =>
  texts.map((one, index) => {
    const [place, text] = [at('', index), textOf(one)];
    return text === undefined ? refuse(place, 'item-unknown', oneALine) : readLine(place, text);
  });

const read = (payload: unknown): readonly Entry[] => {
  if (typeof payload === 'string') return entriesIn(payload);
  return Array.isArray(payload) && payload.some((one) => typeof one === 'string')
    ? entriesOfTexts(payload)
    : [refuse('', 'body-invalid', 'text, a line each, or an array of texts')];
};

/**
 * A plain list: an observable a line, or CSV below a header, with comments. It has no verdict of its own, so it is read only
 * where `?format=list`, the media type text/csv or the profile declares the text a list. Places are /0, /1, … by the number of
 * the line.
 */
export const plainList: Format = {
  name: 'list',
  marks: [textMark],
  expects: 'text with an observable a line, or CSV, where that is said to be a list',
  recognises: (payload) => typeof payload === 'string',
  inParts: listInParts,
  read: (payload) => intakeOf(read(payload)),
};
