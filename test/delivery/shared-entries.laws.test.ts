import fc from 'fast-check';
import { type DeliveryItem } from '../../shared/delivery/delivery';
import { type LedgerEntry } from '../../shared/delivery/ports';
import { defender } from '../../shared/destinations/defender/defender';
import { type Indicator } from '../../shared/indicator/indicator';
import { indicatorOf } from '../pipeline/planned';
import { bring, isTold } from './life-histories';
import { defenderProduct } from './life-products';

const values = {
  domainName: 'evil.example',
  url: 'https://evil.example/a',
  networkIPv4: '45.155.205.233',
} as const;

type Name = keyof typeof values;

const names = Object.keys(values) as readonly Name[];

/** What a source says of all that one of its indicators names, or that it takes it back, each in a minute of its own. */
interface Word {
  readonly source: string;
  readonly of: readonly Name[];
  readonly minute: number;
  readonly says: string | null;
}

const at = (minute: number): string =>
  new Date(Date.parse('2026-11-01T00:00:00.000Z') + minute * 60_000).toISOString();

const idOf = ({ source, of }: Word): string => `${source} ${[...of].sort().join()}`;

const itemOf = (word: Word): DeliveryItem => {
  const { source, of, minute, says } = word;
  const said = indicatorOf(idOf(word), {
    ...values,
    description: says ?? 'taken back',
    action: says === 'red' ? 'block' : 'alert',
  });
  const isNamed = (name: string): boolean => !Object.hasOwn(values, name) || of.some((one) => one === name);
  return {
    indicator: Object.fromEntries(Object.entries(said).filter(([name]) => isNamed(name))) as Indicator,
    sourceTime: at(minute),
    assertedBy: { source, externalId: idOf(word), receivedAt: at(minute), eventId: `event ${minute}` },
    takeBackScope: says === null ? 'own' : undefined,
  };
};

const words: fc.Arbitrary<readonly Word[]> = fc
  .array(
    fc.record({
      source: fc.constantFrom('one', 'two'),
      of: fc.subarray([...names], { minLength: 1 }),
      says: fc.option(fc.constantFrom('red', 'blue', 'green'), { freq: 2 }),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((all) => all.map((word, minute) => ({ ...word, minute })));

const histories = words.chain((all) =>
  fc.tuple(
    ...all.map((word) =>
      fc.record({
        word: fc.constant(word),
        ends: fc.option(fc.integer({ min: 1, max: 8 }), { freq: 3 }),
        after: fc.boolean(),
      }),
    ),
  ),
);

const lastOf = (all: readonly Word[]): readonly Word[] =>
  [...new Map(all.map((word) => [idOf(word), word])).values()].sort((a, b) => a.minute - b.minute);

describe('what several indicators name, each with other values besides', () => {
  it('is there for as long as one of them stands, as the newest of these has it, whenever a process dies', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const product = defenderProduct();
        const world = { product, rows: new Map<string, LedgerEntry>(), calls: 0 };
        const live = async (word: Word, death: { readonly ends: number | null; readonly after: boolean }) =>
          isTold(await bring(world, defender, { ...death, item: itemOf(word) }));
        const waiting: Word[] = [];
        for (const { word, ...death } of history) if (!(await live(word, death))) waiting.push(word);
        for (const word of waiting) await live(word, { ends: null, after: false });
        const last = lastOf(history.map(({ word }) => word));
        const newest = (name: Name) =>
          last.findLast(({ of, says }) => says !== null && of.includes(name))?.says;
        const isThere = () => names.map((name) => product.said(values[name]).length > 0);
        expect(isThere()).toEqual(names.map((name) => newest(name) !== undefined));
        for (const word of last) await live(word, { ends: null, after: false });
        expect(names.map((name) => product.said(values[name]))).toEqual(
          names.map((name) => [newest(name)].filter((one) => one !== undefined)),
        );
        const { calls } = world;
        for (const word of last) await live(word, { ends: null, after: false });
        expect(world.calls).toBe(calls);
        expect(product.isForeignWell()).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
