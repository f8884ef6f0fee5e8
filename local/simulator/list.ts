import { type Answer, failure } from './answer';
import { type Call } from './call';
import { type Entry } from './store';

const defaultPage = 100;
const largestPage = 1000;
const known = new Set(['$top', '$skip', '$filter', '$skiptoken']);

const wholeNumber = (text: string | null, otherwise: number): number | undefined => {
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
};

/** The externalId asked for; undefined where the filter is another than `externalId eq '…'`. */
const externalIdOf = (filter: string): string | undefined =>
  /^\s*externalId\s+eq\s+'((?:[^']|'')*)'\s*$/.exec(filter)?.[1]?.replaceAll("''", "'");

interface Page {
  readonly entries: readonly Entry[];
  readonly next?: number;
}

const filtered = (entries: readonly Entry[], from: number, size: number): Page => ({
  entries: entries.slice(from, from + size),
  ...(entries.length > from + size && { next: from + size }),
});

/** A caller's `$skip` is walked; the link to the next page holds a place (`$skiptoken`) that is jumped to. */
const unfiltered = (
  call: Call,
  { from, skip, size }: { readonly from: number; readonly skip: number; readonly size: number },
): Page => {
  const start = skip === 0 ? from : call.store.page(call.app, from, skip).next;
  return start === undefined ? { entries: [] } : call.store.page(call.app, start, size);
};

/** The caller's own indicators, oldest first, in pages of `$top` (100 unless told, never over 1000). */
export const list = (call: Call): Answer => {
  const top = wholeNumber(call.query.get('$top'), defaultPage);
  const skip = wholeNumber(call.query.get('$skip'), 0);
  const from = wholeNumber(call.query.get('$skiptoken'), 0);
  if (top === undefined || top === 0 || skip === undefined || from === undefined)
    return failure(400, 'invalidRequest', '$top and $skip have to be whole numbers, $top over 0.');
  if ([...call.query.keys()].some((name) => !known.has(name)))
    return failure(400, 'notSupported', 'Only $top, $skip and $filter are supported.');
  const filter = call.query.get('$filter');
  const externalId = filter === null ? undefined : externalIdOf(filter);
  if (filter !== null && externalId === undefined)
    return failure(400, 'notSupported', "Only the filter externalId eq '…' is supported.");

  const size = Math.min(top, largestPage);
  const page =
    externalId === undefined
      ? unfiltered(call, { from, skip, size })
      : filtered(call.store.withExternalId(call.app, externalId), from + skip, size);
  const next = new URLSearchParams({
    $top: String(top),
    ...(filter !== null && { $filter: filter }),
    $skiptoken: String(page.next),
  });
  const json = {
    '@odata.context': `${call.graphUrl}/$metadata#security/tiIndicators`,
    ...(page.next !== undefined && {
      '@odata.nextLink': `${call.graphUrl}/security/tiIndicators?${next.toString()}`,
    }),
    value: page.entries.map((entry) => entry.indicator),
  };
  return { status: 200, json };
};
