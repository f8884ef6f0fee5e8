import Table from 'cli-table3';
import { laws, type Law } from './laws';
import { type FuzzReport } from './run';

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name}: ${count}`)
    .join('\n');

const isLaw = (name: string): name is Law => name in laws;

/** The report as a table. */
export const fuzzTable = (report: FuzzReport, seconds: number): string => {
  const { slowest, broken } = report;
  const table = new Table({ style: { head: [], border: [] } });
  table.push(
    { seed: report.seed },
    { inputs: `${report.inputs}, ${Math.round(report.inputs / Math.max(seconds, 0.001))} a second` },
    { 'indicators found': report.found },
    { 'left, with a reason': report.left },
    { 'inputs by format': listed(report.byFormat) },
    { slowest: `${Math.round(slowest.ms)} ms: input ${slowest.index}, from ${slowest.from}` },
    ...Object.keys(laws)
      .filter(isLaw)
      .map((law) => ({ [laws[law]]: `broken by ${broken[law] ?? 0}` })),
  );
  return table.toString();
};
