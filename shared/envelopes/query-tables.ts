import { isObject, objectOf, textOf, type Json } from '../codec/json-value';
import { wrapped, type Wrapper } from './wrapper';

/** The names of a table's columns; undefined where the value is no table. */
const columnsOf = (value: unknown): readonly string[] | undefined => {
  const columns = objectOf(value).columns ?? objectOf(value).Columns;
  return Array.isArray(columns) && columns.length > 0
    ? columns.map((column: unknown, index) => {
        const { name, ColumnName, Name } = objectOf(column);
        return textOf(isObject(column) ? (name ?? ColumnName ?? Name) : column) ?? String(index);
      })
    : undefined;
};

const rowName = (value: Json): string | undefined =>
  ['rows', 'Rows', 'values'].find((name) => Array.isArray(value[name]));

/** The table that a query in Log Analytics, Azure Data Explorer or Elasticsearch (SQL, ES|QL) gives. Each row becomes an object. */
export const queryTable: Wrapper = (value, outer) => {
  const columns = columnsOf(value);
  if (!isObject(value) || columns === undefined) return null;
  const name = rowName(value);
  if (name === undefined) return null;
  const rows = (value[name] as readonly unknown[]).map((row) =>
    Array.isArray(row)
      ? Object.fromEntries(columns.map((column, index) => [column, row[index] as unknown]))
      : row,
  );
  return wrapped(outer, [name], rows);
};

/** Several such tables: `{"tables":[…]}`. */
export const queryTables: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  const name = ['tables', 'Tables'].find((one) => Array.isArray(value[one]));
  if (name === undefined) return null;
  const tables = value[name] as readonly unknown[];
  return tables.some((table) => columnsOf(table) !== undefined) ? wrapped(outer, [name], tables) : null;
};
