import { type Random } from '../chaos/random';
import { type Corpus } from './corpus';
import { copyOf, isHolder, put, slotsOf, take, type Holder, type Slot } from './json';
import { repeated, spellings, words } from './spelling';

/** Changes a place; does nothing where it does not fit what is there. */
type Change = (slot: Slot, random: Random, corpus: Corpus) => void;

const valueAt = ({ holder, name }: Slot): unknown => holder[name];

const set = ({ holder, name }: Slot, value: unknown): void => put(holder, name, value);

const remove = ({ holder, name }: Slot): void => take(holder, name);

/** Names that every object has something under, and those that mean a wrapper. */
const strangeNames: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  'value',
  'data',
  'type',
  'id',
  '0',
  '',
  'a/b~c',
  'Ünï',
];

const rename = ({ holder, name }: Slot, to: string): void => {
  if (Array.isArray(holder)) return;
  const members = Object.entries(holder);
  for (const [own] of members) take(holder, own);
  for (const [own, value] of members) put(holder, own === name ? to : own, value);
};

const wrappers: readonly [string, ...string[]] = [
  'value',
  'data',
  'body',
  'response',
  'records',
  'alerts',
  'objects',
  'results',
  'resources',
  'Event',
  'Attribute',
  'Object',
  'items',
  'detections',
];

const nested = (value: unknown, levels: number, name: string | undefined): unknown => {
  let whole = value;
  for (let level = 0; level < levels; level += 1) whole = name === undefined ? [whole] : { [name]: whole };
  return whole;
};

const scalars: readonly [unknown, ...unknown[]] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  443,
  2 ** 53,
  1e308,
  '',
  ' ',
  'words',
  [],
  {},
  [[]],
  [null],
  [''],
  { type: 'x' },
];

const anySample = (random: Random, { seedlings }: Corpus): unknown => random.pick(seedlings).body;

/** A part of a sample. */
const part = (random: Random, corpus: Corpus): unknown => {
  const slots = slotsOf({ body: anySample(random, corpus) });
  const slot = slots[random.integer(0, slots.length - 1)];
  return slot === undefined ? null : copyOf(valueAt(slot));
};

const text =
  (change: (value: string, random: Random) => string): Change =>
  (slot, random) => {
    const value = valueAt(slot);
    if (typeof value === 'string') set(slot, change(value, random));
  };

const changes: readonly [Change, ...Change[]] = [
  remove,
  (slot, random) => {
    const { holder, name } = slot;
    const copy = copyOf(valueAt(slot));
    if (Array.isArray(holder))
      holder.splice(Number(name), 0, ...Array.from({ length: random.integer(1, 4) }, () => copy));
    else put(holder, `${name}${random.pick(['', '2', '_', 's'])}`.toUpperCase(), copy);
  },
  (slot) => set(slot, [valueAt(slot)]),
  (slot, random) => set(slot, { [random.pick(wrappers)]: valueAt(slot) }),
  (slot) => {
    const value = valueAt(slot);
    if (isHolder(value)) set(slot, Object.values(value)[0]);
  },
  (slot, random) => set(slot, copyOf(random.pick(scalars))),
  (slot, random) =>
    set(
      slot,
      nested(valueAt(slot), random.pick([2, 5, 40, 400]), random.pick([undefined, 'a', 'value', 'Event'])),
    ),
  (slot, random, { names }) => rename(slot, random.pick(names)),
  (slot, random) => rename(slot, random.pick(strangeNames)),
  (slot, random) =>
    rename(
      slot,
      random.pick([slot.name.toLowerCase(), slot.name.toUpperCase(), `${slot.name} `, slot.name.slice(1)]),
    ),
  (slot, random, corpus) => set(slot, part(random, corpus)),
  (slot, random, corpus) => {
    const value = valueAt(slot);
    if (Array.isArray(value)) value.push(part(random, corpus));
    else if (isHolder(value)) put(value, random.pick(corpus.names), part(random, corpus));
  },
  (slot, random, { names }) => {
    const value = valueAt(slot);
    if (isHolder(value) && !Array.isArray(value)) put(value, random.pick(names), random.pick(words));
  },
  (slot) => {
    const value = valueAt(slot);
    if (isHolder(value)) set(slot, JSON.stringify(value));
  },
  text((value, random) => random.pick(spellings)(value, random)),
  text((value, random) => random.pick(spellings)(value, random)),
  text((value, random) => random.pick(spellings)(value, random)),
  text((_, random) => random.pick(words)),
  text((value, random) => `${value} ${random.pick(words)}`),
  text((value, random) =>
    random.next() < 0.2 ? repeated(random) : `${value}${random.pick([',', ':', '.', '/', '@', '\n'])}`,
  ),
];

/** Changes a body at random, several times. `root` is an object that holds it. */
export const mutate = (root: Holder, times: number, random: Random, corpus: Corpus): void => {
  for (let time = 0; time < times; time += 1) {
    const slots = slotsOf(root);
    const slot = slots[random.integer(0, slots.length - 1)];
    if (slot !== undefined) random.pick(changes)(slot, random, corpus);
  }
};
