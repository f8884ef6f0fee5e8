import { type InvocationContext, type TimerHandler } from '@azure/functions';
import { type LedgerKeeper, type LedgerLister } from '../shared/delivery/ports';
import { type RowLife } from '../shared/delivery/ledger/row-life';
import { describeFailure } from '../shared/failure';
import { withShadows } from '../shared/pipeline/shadow/shadow';
import { outcomeMessages } from '../shared/pipeline/outcomes/outcome-messages';
import { type Environment } from '../shared/pipeline/ports';
import { maintainLedger } from '../shared/pipeline/held/maintain-ledger';
import { logEntry } from './log-entry';
import { reportOutcomes } from './outcomes-output';

/** Rows are due by the hour. A run that finds nothing costs one call for each destination. */
export const maintenanceSchedule = '0 */30 * * * *';

/** Less than the time that the host gives a function. */
const maxMs = 240_000;

/** What the timer may use. */
export interface LedgerTools {
  readonly keeper: LedgerKeeper;
  readonly life: RowLife;
  readonly lister: LedgerLister;
}

/** Lists rows of earlier versions in the index. Those of shadows are listed, too, since they are looked up as well. */
const listRows = async (
  environment: Environment,
  lister: LedgerLister,
  { context, deadline }: { readonly context: InvocationContext; readonly deadline: Date },
): Promise<void> => {
  const stop = AbortSignal.timeout(Math.max(0, deadline.getTime() - environment.now().getTime()));
  for (const { name } of withShadows(environment)) {
    const listed = await lister.list(name, stop)();
    const line = { intake: context.invocationId, destination: name };
    if (listed._tag === 'Left')
      context.warn(logEntry('tend', { ...line, failed: describeFailure(listed.left) }));
    else if (listed.right.rows > 0) context.log(logEntry('tend', { ...line, listed: listed.right.rows }));
  }
};

/**
 * The timer `tend-ledger`: sends again what would end before its source wants it to, removes rows whose time has passed, and
 * lists those of earlier versions.
 */
export const maintainLedgerRows =
  (environment: Environment, { keeper, life, lister }: LedgerTools): TimerHandler =>
  async (_, context) => {
    const { invocationId: intake } = context;
    const deadline = new Date(environment.now().getTime() + maxMs);
    const maintain = maintainLedger(environment, { keeper, life }, { id: intake, deadline });
    for (const route of environment.routes) {
      const { outcomes, failed, ...counts } = await maintain(route);
      const line = logEntry('tend', {
        intake,
        destination: route.name,
        ...counts,
        ...(failed === null ? {} : { failed: describeFailure(failed) }),
      });
      if (failed === null) context.log(line);
      else context.warn(line);
      if (outcomes.length === 0) continue;
      reportOutcomes(environment, context, { arrival: { channel: 'job' }, outcomes });
      await environment.outcomes.write(outcomeMessages(outcomes))();
    }
    await listRows(environment, lister, { context, deadline });
  };
