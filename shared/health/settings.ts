import { appSettings } from '../app-settings';
import { own } from '../codec/own';
import { type DeclaredSettings } from '../codec/setting';
import { type Config } from '../config';
import { trouble, healthy, type Finding } from './finding';

const plainHttp = /^http:/i;

const declared: DeclaredSettings = appSettings([]);

/** The names of settings in use that fit a development machine only; never their values. */
export const developmentSettings = ({ settings, destinations }: Config): readonly string[] => [
  ...Object.entries(declared).flatMap(([name, { isForDevelopment }]) =>
    isForDevelopment?.(own<unknown>({ ...settings }, name)) === true ? [name] : [],
  ),
  ...destinations.flatMap(({ name, endpoint }) =>
    plainHttp.test(endpoint.baseUrl) ? [`the address of ${name}`] : [],
  ),
];

/** A running app has valid settings, since nothing else is looked at otherwise. They may still be meant for another place. */
export const settingsFinding = (development: readonly string[], inAzure: boolean): Finding => {
  if (development.length === 0) return healthy('all are right');
  const text = `for a development machine: ${development.join(', ')}`;
  return inAzure ? trouble('development-settings', text) : healthy(text);
};
