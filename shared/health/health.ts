import { type Task } from 'fp-ts/Task';
import { look, type Check } from './check';
import { destinationChecks } from './destination-checks';
import { lineOf, notice, healthy, word, type Finding, type Line } from './finding';
import { keptChecks } from './kept';
import { readBackFinding } from './read-back-finding';
import { recordFinding } from './record-finding';
import { settingsFinding } from './settings';
import { type HealthSources } from './sources';
import { storageChecks } from './storage';

/** The state of the deployment: `ok` where every line is. */
export interface Health {
  readonly status: 'ok' | 'failing';
  readonly version: string;
  readonly lines: readonly Line[];
}

/** How long a check may take; all run at once, so health takes little longer. */
export const usualPatienceMs = 5_000;

const checkOf = (name: string, finding: Finding): Check => ({
  name,
  look: () => Promise.resolve(finding),
  late: 'check-failed',
});

/** Checks of destinations that can be read back. Where nothing is known of them, that is no trouble of the deployment. */
const readBackChecks = ({ destinations, lastReadBack = null }: HealthSources): readonly Check[] =>
  lastReadBack === null
    ? []
    : destinations
        .filter(({ instance: { kind } }) => (kind.readBack ?? null) !== null)
        .map(({ instance: { name } }) => ({
          name: `${name} read back`,
          look: async () => {
            const last = await lastReadBack(name)();
            return last._tag === 'Left'
              ? notice('not-counted', `not known: ${word(last.left.code)}`)
              : readBackFinding(last.right);
          },
          late: 'not-counted',
          isNote: true,
        }));

/** Looks at everything that delivery needs. Never fails and never hangs: what is not found out in time is a line of its own. */
export const health =
  (sources: HealthSources, patienceMs = usualPatienceMs): Task<Health> =>
  async () => {
    const { version, startedAt, inAzure } = sources;
    const checks = [
      checkOf('settings', settingsFinding(sources.developmentSettings, inAzure)),
      ...storageChecks(sources.storage),
      ...sources.destinations.flatMap(destinationChecks({ startedAt, patienceMs })),
      ...keptChecks(
        sources.gauges,
        sources.queues,
        sources.destinations.map(({ instance }) => instance),
      ),
      checkOf('outcomes', recordFinding(sources.record)),
      ...readBackChecks(sources),
      checkOf('version', healthy(`${version}, up since ${startedAt.toISOString()}`)),
    ];
    const lines = await Promise.all(
      checks.map(async (check) => lineOf(check.name, await look(check, patienceMs))),
    );
    return { status: lines.every(({ ok }) => ok) ? 'ok' : 'failing', version, lines };
  };
