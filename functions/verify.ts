import { type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { section } from '../shared/codec/document';
import { type ReadBackStore } from '../shared/delivery/ports';
import {
  readBackOf,
  type Difference,
  type ReadBackTools,
  type ReadBackReport,
  type ReadSource,
} from '../shared/delivery/read-back/read-back';
import { readBackToKeep } from '../shared/delivery/read-back/seen-last';
import { describeFailure } from '../shared/failure';
import { type Handler } from './http/answering';
import { logEntry } from './log-entry';
import { badQuery, destinationNames, readQuery } from './http/query';

/** What a read-back may use. */
export interface Verifying {
  readonly sources: readonly ReadSource[];
  readonly tools: ReadBackTools;
  /** Absent or null where what was seen is not kept. */
  readonly readBacks?: ReadBackStore | null | undefined;
}

/**
 * Keeps what a read-back saw, for later questions. Where it could not be kept, a line says so, and the report is given all the same.
 */
export const keepReadBack = async (
  { readBacks = null }: Pick<Verifying, 'readBacks'>,
  context: InvocationContext,
  report: ReadBackReport,
): Promise<void> => {
  const toKeep = readBackToKeep(report);
  if (readBacks === null || toKeep === null) return;
  const { destination } = report;
  const kept = await readBacks.keep(destination, toKeep.look, toKeep.differing)();
  if (kept._tag === 'Left')
    context.warn(
      logEntry('verify', {
        intake: context.invocationId,
        destination,
        failed: `what was seen could not be kept: ${describeFailure(kept.left)}`,
      }),
    );
};

/** The most differences listed for one destination; all are counted. */
const maxListed = 1_000;

const listed = ({ row, visibility }: Difference) => ({
  externalId: row.externalId,
  id: row.id,
  state: visibility._tag,
  causes: visibility._tag === 'accepted-not-visible' ? visibility.causes : [],
  differs: visibility._tag === 'foreign-change' ? visibility.differs : [],
  since: row.since ?? null,
  expires: row.expires,
});

/** A report as it is answered. `unseen` says why not all could be seen. */
const shownReport = ({ destination, at, unseen, counts, differences }: ReadBackReport) => ({
  destination,
  at: at.toISOString(),
  unseen,
  counts,
  differences: differences.slice(0, maxListed).map(listed),
  more: Math.max(0, differences.length - maxListed),
});

export const verifyLine = (
  intake: string,
  { destination, unseen, counts }: Pick<ReadBackReport, 'destination' | 'unseen' | 'counts'>,
): string => logEntry('verify', { intake, destination, counts, ...(unseen === null ? {} : { unseen }) });

/** The named destinations, separated by commas, or all; null where one does not exist. */
export const chosenOf = (
  sources: readonly ReadSource[],
  asked: string | null,
): readonly ReadSource[] | null => {
  if (asked === null) return sources;
  const names = asked.split(',').flatMap((name) => name.trim() || []);
  const chosen = sources.filter(({ instance: { name } }) => names.includes(name));
  return names.length > 0 && chosen.length === new Set(names).size ? chosen : null;
};

export const unknownName = (sources: readonly ReadSource[]): HttpResponseInit =>
  badQuery([
    {
      pointer: '/destination',
      expected: `names of destinations, with commas between, of ${sources.map(({ instance }) => instance.name).join(', ')}`,
    },
  ]);

const codec = section({
  destination: destinationNames,
});

/** `GET /api/verify`: 200 with a report on each destination, whatever could be seen; 400 bad query, or a named one does not exist. */
export const verify =
  ({ sources, tools, readBacks }: Verifying): Handler =>
  async (request, context, { deliverBy }) => {
    const asked = readQuery(codec)(request.query);
    if (asked._tag === 'Left') return badQuery(asked.left);
    const chosen = chosenOf(sources, asked.right.destination ?? null);
    if (chosen === null) return unknownName(sources);
    const reports = await Promise.all(chosen.map(readBackOf(tools, deliverBy)));
    for (const report of reports) {
      context.log(verifyLine(context.invocationId, report));
      await keepReadBack({ readBacks }, context, report);
    }
    return {
      status: 200,
      headers: { 'Cache-Control': 'no-store' },
      jsonBody: { destinations: reports.map(shownReport) },
    };
  };
