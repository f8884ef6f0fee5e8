import { poisonOf } from '../../../functions/names';
import { textOf } from '../infra';
import { alertCodes, membersOfLine } from './emitted';
import { faultsIn } from './faults';
import { tokensOf } from './kql';
import { metricRules, rules } from './rules';

const page = textOf('docs/monitoring.md');

const minutes: Readonly<Record<string, number>> = { PT5M: 5, PT15M: 15, PT30M: 30, PT1H: 60 };

describe('the alerts', () => {
  it('are these', () => {
    expect(rules.map(({ name }) => name)).toEqual([
      'parked',
      'too-old',
      'refuses-all',
      'no-access',
      'quota',
      'nearly-full',
      'retired',
      'circuit-open',
      'not-as-sent',
      'poison',
      'http-5xx',
      'silent',
    ]);
    expect(metricRules.map(([name]) => name)).toEqual([
      'dead-letters',
      'dropped-events',
      'storage-availability',
    ]);
  });

  it('find codes that the code gives', () => {
    expect([...alertCodes].sort()).toEqual([
      'circuit-closed',
      'circuit-open',
      'destination-not-found',
      'destination-retired',
      'not-as-sent',
      'outcomes-kept',
      'outcomes-lost',
      'permission-missing',
      'record-away',
      'record-lost',
      'role-missing',
      'tenant-nearly-full',
      'token-unavailable',
    ]);
    expect([...(membersOfLine.get('alert') ?? [])].sort()).toEqual(['code', 'destination', 'text']);
  });
});

describe.each(rules.map((rule) => [rule.name, rule] as const))('the alert %s', (name, rule) => {
  it('says what it means, and what to do first', () => {
    expect(rule.description).toMatch(/^[A-Z].{20,}\. First: .{20,}\.$/);
  });

  it('is on the page of alerts with its severity', () => {
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` +\\| ${rule.severity} `, 'm'));
  });

  it('is evaluated at times and over times that Azure Monitor has, and misses none between', () => {
    expect(minutes[rule.evaluationFrequency]).toBeDefined();
    // Rows come minutes late: a window no longer than the time between two evaluations would not see them.
    expect(minutes[rule.windowSize]).toBeGreaterThan(2 * (minutes[rule.evaluationFrequency] ?? Infinity));
  });

  it('asks only for what there is', () => {
    expect(faultsIn(rule.query)).toEqual([]);
  });

  it('measures and is split by columns that its last step gives', () => {
    const [last = ''] = rule.query.split('| summarize ').slice(-1);
    const named = new Set(tokensOf(last.includes('| project ') ? (last.split('| project ')[1] ?? '') : last));
    expect([rule.measure, ...rule.splitBy].filter((column) => !named.has(column))).toEqual([]);
  });
});

describe.each(metricRules)('the alert %s', (name, severity) => {
  it('is on the page of alerts with its severity', () => {
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` +\\| ${String(severity)} `, 'm'));
  });
});

describe('the alert poison', () => {
  it('looks at the queues where the host puts what it gave up', () => {
    const { query = '' } = rules.find(({ name }) => name === 'poison') ?? {};
    expect(query).toContain(`Queue endswith "${poisonOf('')}"`);
  });
});
