import { type JsonObject } from './json';
import { type Service } from './service';
import { type StoredIndicator } from './store';

type Change = (entry: JsonObject) => JsonObject | null;

const inMap = <A>(
  map: Map<string, A>,
  change: Change,
  {
    entryOf,
    changed,
  }: { readonly entryOf: (held: A) => JsonObject; readonly changed: (held: A, entry: JsonObject) => A },
): void => {
  for (const [key, held] of map) {
    const entry = change(entryOf(held));
    if (entry === null) map.delete(key);
    else map.set(key, changed(held, entry));
  }
};

const inGraph = ({ store }: Service, change: Change): void => {
  for (const { id } of store.all()) {
    const found = store.find(id);
    if (found === undefined) continue;
    const entry = change(found.indicator);
    if (entry === null) store.remove(found);
    else store.replace(found, entry as StoredIndicator);
  }
};

/** What somebody does in a product's own portal: no API request shows it. */
export const changeInPortal = (
  service: Service,
  api: 'graph' | 'sentinel' | 'defender',
  change: Change,
): void => {
  if (api === 'graph') inGraph(service, change);
  else if (api === 'sentinel')
    inMap(service.stixObjects, change, {
      entryOf: ({ object }) => object,
      changed: (held, object) => ({ ...held, object }),
    });
  else inMap(service.defenderIndicators, change, { entryOf: (entry) => entry, changed: (_, entry) => entry });
};

/** What Sentinel does every few days with live objects. */
export const sendAgain = ({ stixObjects, clock }: Service): void => {
  for (const [key, held] of stixObjects) stixObjects.set(key, { ...held, sentAgainAt: clock() });
};
