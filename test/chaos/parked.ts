import { idsIn } from './event';

interface Page {
  readonly items: readonly { readonly id: string; readonly reason: string }[];
  readonly next: string | null;
}

/** What the app keeps as given up, asked of the app as an operator would: the reason's code by indicator id. */
export const parkedBy = async (url: string, functionKey: string): Promise<ReadonlyMap<string, string>> => {
  const ask = async (path: string): Promise<string> => {
    const response = await fetch(`${url}/api/parked${path}`, { headers: { 'x-functions-key': functionKey } });
    if (!response.ok) throw new Error(`GET /api/parked was answered ${response.status}`);
    return response.text();
  };
  const parked = new Map<string, string>();
  for (let next: string | null = ''; next !== null;) {
    const query = next === '' ? '' : `&next=${encodeURIComponent(next)}`;
    const page = JSON.parse(await ask(`?size=100${query}`)) as Page;
    for (const { id, reason } of page.items)
      for (const indicator of idsIn(await ask(`/${id}`))) parked.set(indicator, reason);
    next = page.next;
  }
  return parked;
};
