import { faultsIn } from './faults';

const good = `let Kept = AppMetrics
| where Name == "gateway.calls" and tostring(Properties.status) startswith "5"
| extend Destination = tostring(Properties.destination);
Kept
| summarize Calls = sum(Sum) by Destination, bin(TimeGenerated, {TimeRange:grain})`;

const alerts = `AppTraces
| where Message startswith '{"line":"alert"'
| extend Said = parse_json(Message)
| where tostring(Said.code) == "circuit-open"
| project TimeGenerated, Text = tostring(Said.text)`;

describe('a query', () => {
  it.each([
    ['of metrics', good],
    ['of log lines', alerts],
  ])('has no fault that is not there: %s', (_, query) => {
    expect(faultsIn(query)).toEqual([]);
  });

  it.each([
    ['a metric', good, 'gateway.calls', 'gateway.cals', 'metric: gateway.cals'],
    ['a metric without its prefix', good, 'gateway.calls', 'calls', 'metric: calls'],
    ['an attribute of no metric', good, 'Properties.status', 'Properties.code', 'attribute: code'],
    ['an attribute of another metric', good, 'Properties.status', 'Properties.state', 'attribute: state'],
    ['an attribute in brackets', good, 'Properties.status', 'Properties["state"]', 'attribute: state'],
    ['a column', good, 'sum(Sum)', 'sum(Value)', 'name: Value'],
    ['a column of another table', good, 'sum(Sum)', 'sum(Message)', 'name: Message'],
    ['a name of its own', good, 'by Destination', 'by Destnation', 'name: Destnation'],
    ['a table', good, 'AppMetrics', 'AppMetric', 'name: AppMetric'],
    ['an operator', good, '| where', '| wher', 'name: wher'],
    ['a function', good, 'sum(', 'summ(', 'name: summ'],
    ['a bracket', good, 'sum(Sum)', 'sum(Sum', 'not balanced: ('],
    ['a bracket of another kind', good, 'sum(Sum)', 'sum(Sum]', 'not balanced: ]'],
    ['a quote', good, '"5"', '"5', 'not balanced: "'],
    ['a log line', alerts, '"line":"alert"', '"line":"alarm"', 'line: alarm'],
    ['the beginning of a log line', alerts, '{"line":"alert"', '{"kind":"alert"', 'line: {"kind":"alert"'],
    ['a member of a log line', alerts, 'Said.text', 'Said.reason', 'member: reason'],
    ['the code of an alert', alerts, 'circuit-open', 'circuit-opened', 'code: circuit-opened'],
    ['a state', `${good}\n| where State == "created"`, '"created"', '"made"', 'state: made'],
  ])('is refused with another name for %s', (_, query, of, by, said) => {
    expect(query).toContain(of);
    expect(faultsIn(query.replace(of, () => by))).toContain(said);
  });
});
