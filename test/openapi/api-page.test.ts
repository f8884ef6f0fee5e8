import { readFileSync } from 'node:fs';
import path from 'node:path';
import { operations } from './schemas';

const page = readFileSync(path.resolve(__dirname, '../../docs/api.md'), 'utf8');

const rows = [...page.matchAll(/^\| `([A-Z]+) ([^`]+)`\s*\| `(\w+)`\s*\| ([\d, ]+?)\s*\|$/gm)].map(
  ([, method, address, operationId, statuses]) => ({ method, address, operationId, statuses }),
);

describe('the page on the interface', () => {
  it('has every operation with its statuses, and no other', () => {
    const documented = operations.map(({ path: address, method, operation }) => ({
      method: method.toUpperCase(),
      address,
      operationId: operation.operationId,
      statuses: Object.keys(operation.responses).join(', '),
    }));
    const byId = (a: { readonly operationId?: string | undefined }, b: typeof a): number =>
      (a.operationId ?? '').localeCompare(b.operationId ?? '');
    expect([...rows].sort(byId)).toEqual([...documented].sort(byId));
  });
});
