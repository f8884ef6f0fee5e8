import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { section } from './document';
import { at } from './json-pointer';
import { trim } from './text';
import { type Violation, underPointer, violations } from './violation';

/** The declaration of one setting, kept under its name. */
export interface Setting<C extends t.Mixed = t.Mixed> {
  /** Says what is expected, how it is read, and what an absent value becomes. */
  readonly codec: C;
  /** A line of Markdown for docs/settings.md; blank where the name and the expectation say it. */
  readonly about: string;
  /** The value in a new local.settings.json, where it is not the default. */
  readonly sample?: string;
  /** Why the deployment's template leaves the setting alone; null where the template sets it. */
  readonly leftOut: string | null;
  /**
   * The setting says where something is, or who signs in there. `npm start` stays on its machine, so it sets the user's value
   * aside.
   */
  readonly pointsSomewhere?: true;
  /** The setting is a key: it stands in the environment even where a profile holds the other settings. */
  readonly isSecret?: true;
  /** Values that are right on a development machine only. */
  readonly isForDevelopment?: (value: t.TypeOf<C>) => boolean;
}

export type DeclaredSettings = Readonly<Record<string, Setting>>;

export type ValuesOf<D extends DeclaredSettings> = { readonly [N in keyof D]: t.TypeOf<D[N]['codec']> };

/** Lets the compiler infer the type of a declaration's value. */
export const setting = <C extends t.Mixed>(declared: Setting<C>): Setting<C> => declared;

/** The value of a setting that is absent everywhere, as text; '' where there is none. */
export const defaultOf = ({ codec }: Setting): string => {
  const absent = codec.decode(undefined);
  return E.isLeft(absent) || absent.right === undefined ? '' : String(absent.right);
};

/** A place where values stand. It reads what is declared and gives every value, or every fault with the place where it stands. */
export type SettingsSource = <D extends DeclaredSettings>(
  declared: D,
) => E.Either<readonly Violation[], ValuesOf<D>>;

type Variables = Readonly<Record<string, string | undefined>>;

const quoted = /^(?:".*"|'.*'|“.*”|‘.*’)$/s;

/** Reads a variable. Quotes that came along when it was copied are a fault, as they would be read as a part of the value. */
export const readVariable = <A>(codec: t.Type<A, A>, value: string | undefined): t.Validation<A> =>
  quoted.test(trim(value ?? ''))
    ? t.failure(value, [], `${codec.name}, without quotes around it`)
    : codec.decode(value);

/** Reads the environment. A violation's pointer is `/` and the variable; `variableOf` names the variable of a setting. */
export const environmentSource =
  (variables: Variables, variableOf = (name: string): string => name): SettingsSource =>
  <D extends DeclaredSettings>(declared: D) => {
    const values: Record<string, unknown> = {};
    const faults: Violation[] = [];
    for (const [name, { codec }] of Object.entries(declared)) {
      const variable = variableOf(name);
      const read = readVariable(codec, variables[variable]);
      if (E.isRight(read)) values[name] = read.right;
      else faults.push(...violations(read.left).map(underPointer(at('', variable))));
    }
    return faults.length > 0 ? E.left(faults) : E.right(values as ValuesOf<D>);
  };

/**
 * In a document a number may stand as a number. A blank text is a slip there, while a blank variable counts as absent since it
 * is hard to remove.
 */
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

/**
 * Reads an object of a document, at `pointer`. All its members have to be settings: the caller takes others out before. Secrets
 * are read from `secrets`.
 */
export const documentSource =
  (entry: unknown, pointer: string, secrets: SettingsSource): SettingsSource =>
  <D extends DeclaredSettings>(declared: D) => {
    const all = Object.entries(declared);
    const isSecret = ([, one]: readonly [string, Setting]): boolean => one.isSecret === true;
    const codecs = all.map((one) => [one[0], isSecret(one) ? absentSecret : inDocument(one[1])] as const);
    const open = pipe(
      section(Object.fromEntries(codecs)).decode(entry),
      E.mapLeft((errors) => violations(errors).map(underPointer(pointer))),
    );
    const hidden = secrets(Object.fromEntries(all.filter(isSecret)));
    if (E.isLeft(open) || E.isLeft(hidden))
      return E.left([open, hidden].flatMap((read) => (E.isLeft(read) ? read.left : [])));
    return E.right({ ...open.right, ...hidden.right } as ValuesOf<D>);
  };
