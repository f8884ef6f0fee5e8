/** What a query may use of Kusto's language; more is added when a query needs it. */
const operators =
  'and asc by datatable desc distinct extend expand in join kind let lookup mv not on or order project string summarize to top where endswith startswith between true false null';
const functions =
  'arg_max bag_keys bin coalesce count datatable datetime_diff iff in isempty isnotempty isnull max min not now parse_json percentilesw round split strcat strlen sum sumif tolong tostring typeof';

/** Columns that the tables of Application Insights share (Azure Monitor's reference of tables), then those of each. */
const shared =
  'TimeGenerated AppRoleInstance AppRoleName AppVersion OperationId OperationName ParentId Properties ItemCount';
const columns: Readonly<Record<string, string>> = {
  AppMetrics: 'Name Sum Min Max',
  AppTraces: 'Message SeverityLevel',
  AppRequests: 'Id Name DurationMs ResultCode Success Url',
  AppDependencies: 'Id Name DurationMs ResultCode Success Target Data DependencyType',
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const [known, callable] = [words(operators), words(functions)];

/** Texts, workbook parameters, names, numbers with their unit, and marks of one or two characters. */
const token = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\{\w+(?::\w+)?\}|[A-Za-z_]\w*|\d[\w.]*|[=!<>]=|=~|\S/g;

export const tokensOf = (query: string): readonly string[] => query.match(token) ?? [];

export const isText = (text: string): boolean => /^(["']).*\1$/s.test(text) && text.length > 1;

/** What stands between the quotes; no text here escapes anything but a quote. */
export const plain = (text: string): string => text.slice(1, -1).replace(/\\(.)/g, '$1');

const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Quotes and brackets that are not closed, or were not open. */
export const unbalancedIn = (query: string): readonly string[] => {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const mark of tokensOf(query)) {
    if (mark === '"' || mark === "'") wrong.push(mark);
    if (['(', '[', '{'].includes(mark)) open.push(mark);
    if (mark in pairs && open.pop() !== pairs[mark]) wrong.push(mark);
  }
  return [...wrong, ...open];
};

/** Texts that a name is compared with: `Name == "a"`, `Name in ("a", "b")`, `Name startswith "a"`. */
export const comparedWith = (query: string, name: string): readonly string[] => {
  const tokens = tokensOf(query);
  return tokens.flatMap((one, at) => {
    if (one !== name || !['==', 'in', 'startswith', 'endswith'].includes(tokens[at + 1] ?? '')) return [];
    const end = tokens[at + 2] === '(' ? tokens.indexOf(')', at) : at + 3;
    return tokens
      .slice(at + 2, end)
      .filter(isText)
      .map(plain);
  });
};

/** Members that are taken of an object: `Said.code`, `Properties["gateway.destination"]`. */
export const membersTakenOf = (query: string, object: string): readonly string[] => {
  const tokens = tokensOf(query);
  return tokens.flatMap((one, at) => {
    const [mark = '', member = ''] = tokens.slice(at + 1, at + 3);
    if (one !== object) return [];
    if (mark === '.') return [member];
    return mark === '[' && isText(member) ? [plain(member)] : [];
  });
};

/** Tables that a query reads. */
export const tablesIn = (query: string): readonly string[] => tokensOf(query).filter((one) => one in columns);

/** Names of a query that are neither the language's, nor a column of its tables, nor its own. */
export const unknownIn = (query: string): readonly string[] => {
  const tokens = tokensOf(query);
  const tables = tablesIn(query);
  const own = new Set<string>();
  tokens.forEach((one, at) => {
    const next = tokens[at + 1];
    if (next === '=' || next === ':') own.add(one);
    // A group on the left: (P50, P95) = percentilesw(…)
    if (one === ')' && next === '=')
      tokens.slice(tokens.lastIndexOf('(', at) + 1, at).forEach((name) => own.add(name));
  });
  const columnsHere = words([shared, ...tables.map((table) => columns[table])].join(' '));
  return tokens.filter((one, at) => {
    if (!/^[A-Za-z_]/.test(one) || tokens[at - 1] === '.') return false;
    if (tokens[at - 2] === 'kind' && tokens[at - 1] === '=') return !['leftouter', 'inner'].includes(one);
    if (tokens[at + 1] === '(') return !callable.has(one) && !known.has(one);
    return !(known.has(one) || own.has(one) || columnsHere.has(one) || one in columns);
  });
};
