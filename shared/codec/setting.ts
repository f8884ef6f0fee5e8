import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { section } from './document';
import { at } from './json-pointer';
import { type Violation, under, violations } from './violation';

/** One setting: its one declaration, under its name. */
export interface Setting<C extends t.Mixed = t.Mixed> {
  /** What is expected, how it is read, and what an absent one comes to. */
  readonly codec: C;
  /** A line of Markdown for docs/settings.md; blank where the name and what is expected say it. */
  readonly about: string;
  /** What local.settings.json begins with, where that is not the default. */
  readonly sample?: string;
  /** Why the template of the deployment leaves it alone; null: it sets it. */
  readonly leftOut: string | null;
  /** It says where something is, or as whom: `npm start`, which stays on its machine, sets aside what the user has. */
  readonly pointsSomewhere?: true;
  /** It is a key: it stands in the environment whatever else stands in a profile. */
  readonly isSecret?: true;
  /** Values that are right on a development machine only. */
  readonly isForDevelopment?: (value: t.TypeOf<C>) => boolean;
}

export type DeclaredSettings = Readonly<Record<string, Setting>>;

export type ValuesOf<D extends DeclaredSettings> = { readonly [N in keyof D]: t.TypeOf<D[N]['codec']> };

/** Lets a declaration know the type of its value. */
export const setting = <C extends t.Mixed>(declared: Setting<C>): Setting<C> => declared;

/** What stands in the places of one setting that is absent everywhere, as text; '' where that is nothing. */
export const defaultOf = ({ codec }: Setting): string => {
  const absent = codec.decode(undefined);
  return E.isLeft(absent) || absent.right === undefined ? '' : String(absent.right);
};

/** Where values stand. Reads what is declared: every value, or every fault, each at the place where it stands. */
export type SettingsSource = <D extends DeclaredSettings>(
  declared: D,
) => E.Either<readonly Violation[], ValuesOf<D>>;

type Variables = Readonly<Record<string, string | undefined>>;

/** The environment; a violation's pointer is `/` and the variable. `variableOf` says which one a setting stands in. */
export const environmentSource =
  (variables: Variables, variableOf = (name: string): string => name): SettingsSource =>
  <D extends DeclaredSettings>(declared: D) => {
    const values: Record<string, unknown> = {};
    const faults: Violation[] = [];
    for (const [name, { codec }] of Object.entries(declared)) {
      const variable = variableOf(name);
      const read = codec.decode(variables[variable]);
      if (E.isRight(read)) values[name] = read.right;
      else faults.push(...violations(read.left).map(under(at('', variable))));
    }
    return faults.length > 0 ? E.left(faults) : E.right(values as ValuesOf<D>);
  };

/** In a document a number may stand as one; and a blank text is a slip, where a variable can't be taken away so easily. */
const inDocument = ({ codec }: Setting): t.Mixed =>
  new t.Type<unknown, unknown, unknown>(
    codec.name,
    codec.is,
    (u, c) => {
      if (u === undefined) return codec.validate(u, c);
      const isText = typeof u === 'string' && u.trim() !== '';
      if (!isText && typeof u !== 'number') return t.failure(undefined, c, codec.name);
      const read = codec.validate(String(u), c);
      const isAsked = isText || E.isLeft(read) || typeof read.right === 'number';
      return isAsked ? read : t.failure(undefined, c, codec.name);
    },
    t.identity,
  );

const absentSecret: t.Mixed = new t.Type<unknown, unknown, unknown>(
  'nothing',
  (u): u is undefined => u === undefined,
  (u, c) =>
    u === undefined
      ? t.success(u)
      : t.failure(undefined, c, 'nothing: a secret stands in a setting of the app'),
  t.identity,
);

/** An object of a document, at `pointer`, without the members that are no settings. Secrets are read from `secrets`. */
export const documentSource =
  (entry: unknown, pointer: string, secrets: SettingsSource): SettingsSource =>
  <D extends DeclaredSettings>(declared: D) => {
    const all = Object.entries(declared);
    const isSecret = ([, one]: readonly [string, Setting]): boolean => one.isSecret === true;
    const codecs = all.map((one) => [one[0], isSecret(one) ? absentSecret : inDocument(one[1])] as const);
    const open = pipe(
      section(Object.fromEntries(codecs)).decode(entry),
      E.mapLeft((errors) => violations(errors).map(under(pointer))),
    );
    const hidden = secrets(Object.fromEntries(all.filter(isSecret)));
    if (E.isLeft(open) || E.isLeft(hidden))
      return E.left([open, hidden].flatMap((read) => (E.isLeft(read) ? read.left : [])));
    return E.right({ ...open.right, ...hidden.right } as ValuesOf<D>);
  };
