import Table from 'cli-table3';
import { type SoakReport } from './run';

const listed = (counts: object): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name}: ${String(count)}`)
    .join('\n') || '0';

/** The report as a table. */
export const soakTable = (report: SoakReport): string => {
  const table = new Table({ style: { head: [], border: [] } });
  table.push(
    { seed: report.seed },
    { run: listed(run(report)) },
    { events: listed(report.events) },
    { 'indicators sent': report.sent },
    { stored: report.stored },
    { lost: [report.lost, ...report.lostIds].join('\n') },
    { 'lied about by the destination': report.lied },
    { doubled: report.doubled },
    { duplicates: report.duplicates },
    { 'stored, without an outcome': report.untold },
    { 'rejected, by reason': listed(report.rejected) },
    { 'skipped, by reason': listed(report.skipped) },
    { 'parked, by reason': listed(report.parked) },
    { 'not answered': report.notAnswered },
    { 'outcomes read': listed(report.outcomes) },
    { 'seconds to the outcome': listed(report.secondsToOutcome) },
    { 'calls to Graph': report.calls },
    { 'share of the ceiling': report.shareOfCeiling },
    { '429 by the limit': report.overLimit },
    { 'faults injected': listed(report.faults) },
    { kills: listed(report.kills) },
    { 'seconds to drain': report.drainSeconds },
    { 'messages left': report.messagesLeft },
  );
  return table.toString();
};

const run = ({ seconds, limit, instances, kill, perCall }: SoakReport): object => ({
  seconds,
  'calls a minute': limit,
  'indicators a call': perCall,
  instances,
  kill,
});
