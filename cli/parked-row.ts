import pc from 'picocolors';
import { type ParkedItem } from '../shared/pipeline/ports';
import { ageOf } from './age';
import { plain } from './print';
import { columnsOf, fit } from './table';
import { type Cell } from './tsv';

/** For -o tsv. */
export const rowOf = (item: ParkedItem): readonly Cell[] => [
  item.id,
  item.parkedAt,
  item.kind,
  item.reason,
  item.destination,
  item.indicators,
  item.eventId,
  item.source,
  item.text,
];

const what = ({ kind, indicators, source, text }: ParkedItem): string => {
  const found =
    indicators === 0 ? 'an unread' : `${indicators} ${indicators === 1 ? 'indicator' : 'indicators'} of an`;
  const from = typeof source !== 'string' ? '' : ` from ${source}`;
  return `  ${kind === 'job' ? found.replace(/an$/, 'a') : found} ${kind}${from}: ${text}`;
};

/** A head, then two lines for each thing: what it is, and why it is here. None is wider than the terminal. */
export const parkedTable = (items: readonly ParkedItem[], now: Date, width: number | undefined): string => {
  const [head = '', ...labels] = columnsOf([
    ['id', 'age', 'reason', 'destination'].map((name) => pc.bold(name)),
    ...items.map(({ id, parkedAt, reason, destination }) => [
      plain(id),
      ageOf(new Date(parkedAt), now),
      pc.yellow(plain(reason)),
      plain(destination ?? 'all'),
    ]),
  ]);
  const lines = items.flatMap((item, index) => [labels[index] ?? '', pc.dim(plain(what(item)))]);
  return [head, ...lines].map((line) => fit(line, width)).join('\n');
};
