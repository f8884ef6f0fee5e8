import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { environmentSource, type SettingsSource } from '../codec/setting';
import { type Violation } from '../codec/violation';
import { type Destination, type Instance } from './destination';

const shout = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();

/** The variable that a setting of an instance stands in: `baseUrl` of `graph` in GRAPH_BASE_URL. */
export const variableOf =
  (instance: string) =>
  (setting: string): string =>
    `${shout(instance)}_${shout(setting.replace(/[A-Z]/g, '_$&'))}`;

/** The environment, as the settings of an instance stand in it. */
export const environmentOf = (
  instance: string,
  variables: Readonly<Record<string, string | undefined>>,
): SettingsSource => environmentSource(variables, variableOf(instance));

/** An instance whose settings stand in `source`: the environment, or its entry of a document. */
export const instanceFrom = (
  source: SettingsSource,
  name: string,
  kind: Destination,
): E.Either<readonly Violation[], Instance> =>
  pipe(
    kind.configure(source),
    E.map(({ endpoint, calls }) => ({ name, kind: { ...kind, ...calls }, endpoint })),
  );
