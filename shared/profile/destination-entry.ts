import * as t from 'io-ts';
import { canonical } from '../codec/canonical';
import { isObject, type Json } from '../codec/json-value';
import { isPlainName, plainName } from '../codec/plain-name';

/** A destination as a profile names it. The profile does not know which kinds there are, or what settings each has. */
export interface DestinationEntry {
  readonly name: string;
  readonly kind: string;
  /** All other members. */
  readonly settings: Json;
}

/** The name stands in ledger rows, jobs, outcomes and metrics and, in capitals, in the names of secrets. */
const name = canonical({
  expected: plainName,
  schema: { type: 'string' },
  parse: (value) => (isPlainName(value) ? value : undefined),
});

const kind = canonical({
  expected: 'the kind of a destination',
  schema: { type: 'string' },
  parse: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
});

/** An object with `name`, `kind` and any other members. */
export const destinationEntry: t.Type<DestinationEntry, unknown> = new t.Type<
  DestinationEntry,
  unknown,
  unknown
>(
  'a destination',
  (u): u is DestinationEntry => isObject(u),
  (u, c) => {
    if (!isObject(u)) return t.failure(undefined, c, 'an object with name and kind');
    const { name: saidName, kind: saidKind, ...settings } = u;
    const named = name.validate(saidName, t.appendContext(c, 'name', name));
    const kinded = kind.validate(saidKind, t.appendContext(c, 'kind', kind));
    if (named._tag === 'Left' || kinded._tag === 'Left')
      return t.failures([named, kinded].flatMap((read) => (read._tag === 'Left' ? read.left : [])));
    return t.success({ name: named.right, kind: kinded.right, settings });
  },
  t.identity,
);
