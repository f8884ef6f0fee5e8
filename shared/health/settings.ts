import { type Config } from '../config';
import { trouble, well, type Finding } from './finding';

const plainHttp = /^http:/i;

/** A connection string to an emulator, by its short form or by plain http. */
const isEmulator = (connectionString: string | undefined): boolean =>
  /UseDevelopmentStorage=true|Endpoint=http:|DefaultEndpointsProtocol=http(;|$)/i.test(
    connectionString ?? '',
  );

/** Names of the settings that fit a development machine only; never a value. */
export const developmentSettings = ({ settings, destinations }: Config): readonly string[] => [
  ...(settings.CREDENTIAL === 'developer' ? ['CREDENTIAL'] : []),
  ...(isEmulator(settings.AzureWebJobsStorage) ? ['AzureWebJobsStorage'] : []),
  ...destinations.flatMap(({ name, endpoint }) =>
    plainHttp.test(endpoint.baseUrl) ? [`the address of ${name}`] : [],
  ),
];

/** Where a setting is wrong, nothing else is looked at: all are right here; but they may be those of another place. */
export const settingsFinding = (development: readonly string[], inAzure: boolean): Finding => {
  if (development.length === 0) return well('all are right');
  const text = `for a development machine: ${development.join(', ')}`;
  return inAzure ? trouble('development-settings', text) : well(text);
};
