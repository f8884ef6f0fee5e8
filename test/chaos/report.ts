import Table from 'cli-table3';
import { type ChaosReport } from './run';

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name}: ${count}`)
    .join('\n') || '0';

/** The report as a table. */
export const chaosTable = (report: ChaosReport): string => {
  const table = new Table({ style: { head: [], border: [] } });
  table.push(
    { seed: report.seed },
    { destination: report.at },
    { kills: `${report.kills}\n${listed(report.killsFrom)}` },
    { seconds: report.seconds },
    { 'seconds to drain': report.drainSeconds },
    { 'messages left': listed(report.messagesLeft) },
    { 'events taken': listed(report.events) },
    { 'HTTP answers': listed(report.answers) },
    { 'calls to it': report.calls },
    { 'indicators taken': report.taken },
    { 'held there': report.stored },
    { 'on a queue': report.queued },
    { 'parked, by reason': listed(report.parked) },
    { lost: [report.lost, ...report.lostIds].join('\n') },
    { 'doubled there': report.doubled },
    { 'not answered': `${report.notAnswered}, of these held there: ${report.notAnsweredStored}` },
  );
  return table.toString();
};
