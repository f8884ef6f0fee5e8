import { storageProbe } from '../../shared/azure/storage-probe';
import { type Config } from '../../shared/config';
import { usualPatienceMs } from '../../shared/health/health';
import { developmentSettings } from '../../shared/health/settings';
import { type HealthSources } from '../../shared/health/sources';
import { version } from '../../package.json';
import { createGauges, storageAccount, type Live } from '../environment';
import { eventsQueue, jobsQueue, ledgerTable, parkedContainer, poisonOf } from '../names';

/** A message is taken within seconds of the time it can be. A job stays hidden for as long as it has to wait. */
const stuckSeconds = 900;

/** The sweep runs every minute, and comes back after five to what it could not settle. */
const sweptSeconds = 600;

/** The storage clients end before the check gives up, so that their error codes are known. */
const storageMs = usualPatienceMs * 0.8;

/** What health looks at, in a deployment or on one machine. */
export const healthSources = (
  config: Config,
  { now, destinations, record, kept, latestMessages }: Live,
  inAzure: boolean,
): HealthSources => {
  const { settings } = config;
  const places = { queue: jobsQueue, table: ledgerTable, container: parkedContainer };
  return {
    version,
    startedAt: now(),
    developmentSettings: developmentSettings(config),
    inAzure,
    storage: storageProbe(storageAccount(settings), places, storageMs),
    destinations,
    queues: [
      { name: eventsQueue, stuckSeconds, latestMessages: () => latestMessages.of(eventsQueue) },
      {
        name: jobsQueue,
        stuckSeconds: stuckSeconds + settings.RETRY_DELAY_MAX_SECONDS,
        latestMessages: () => latestMessages.of(jobsQueue),
      },
      ...[eventsQueue, jobsQueue].map((queue) => ({
        name: poisonOf(queue),
        stuckSeconds: sweptSeconds,
        stuck: 'poison-left' as const,
      })),
    ],
    gauges: createGauges(config),
    lastReadBack: kept?.readBacks.last ?? null,
    record: { days: settings.OUTCOMES_KEPT_DAYS, seen: record.seen },
  };
};
