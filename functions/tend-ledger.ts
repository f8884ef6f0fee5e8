import { type TimerHandler } from '@azure/functions';
import { type LedgerKeeper } from '../shared/delivery/ports';
import { type RowLife } from '../shared/delivery/row-life';
import { describeFailure } from '../shared/failure';
import { outcomeMessages } from '../shared/pipeline/outcome-messages';
import { type Environment } from '../shared/pipeline/ports';
import { tendLedger } from '../shared/pipeline/tend-ledger';
import { logEntry } from './log-entry';
import { tell } from './outcomes-output';

/** Rows are due by the hour; a run that finds nothing is one call for each destination. */
export const tendSchedule = '0 */30 * * * *';

/** Less than the host gives a function. */
const maxMs = 240_000;

/** What the timer may use. */
export interface LedgerTools {
  readonly keeper: LedgerKeeper;
  readonly life: RowLife;
}

/** The timer `tend-ledger`: sends again what would end before its source wants it to, and removes rows that have had their time. */
export const tendLedgerRows =
  (environment: Environment, { keeper, life }: LedgerTools): TimerHandler =>
  async (_, context) => {
    const { invocationId: intake } = context;
    const deadline = new Date(environment.now().getTime() + maxMs);
    const tend = tendLedger(environment, keeper, life, { id: intake, deadline });
    for (const route of environment.routes) {
      const { outcomes, failed, ...counts } = await tend(route);
      const line = logEntry('tend', {
        intake,
        destination: route.name,
        ...counts,
        ...(failed === null ? {} : { failed: describeFailure(failed) }),
      });
      if (failed === null) context.log(line);
      else context.warn(line);
      if (outcomes.length === 0) continue;
      tell(environment, context, { channel: 'job' }, outcomes);
      await environment.outcomes.write(outcomeMessages(outcomes))();
    }
  };
