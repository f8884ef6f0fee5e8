import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Violation } from '../../codec/violation';
import { contentOf } from '../as-it-came';
import { dangerViolation } from '../dispatch/admit';
import { dispatch } from '../dispatch/dispatch';
import { refuseReplay, type Attempt } from './not-replayed';
import { leftOut, reason, type Outcome, type Provenance, type Stamp } from '../outcome';
import { type Environment } from '../ports';
import { read } from '../reading/read';
import { type LeftOut, type Reading } from '../reading/merge-duplicates';
import { receivedAgain } from '../reading/read-event';
import { isUnreadable } from '../receive';
import { routesFor } from '../sender-rights';
import { sharesOf } from '../dispatch/shares';
import { withdrawKnown } from '../held/withdraw-known';

const faultOf = ({ provenance: { place }, reason: why }: LeftOut): readonly Violation[] => {
  if (why.endangers === true) return [dangerViolation(place, why)];
  return why.violations.length > 0 ? why.violations : [{ pointer: place, expected: why.text }];
};

const skipped =
  (stamp: Stamp) =>
  ({ provenance, reason: why }: LeftOut): Outcome =>
    leftOut(provenance, { state: 'skipped', why: reason(why.code, why.text, why) }, stamp);

const isSlip = ({ reason: { unreadable, endangers } }: LeftOut): boolean => unreadable || endangers === true;

/**
 * In an edited event, anything that cannot be read, or must not go out, is a slip. Any other event stays where it is only if
 * nothing in it can be read.
 */
const faultsOf = (reading: Reading, isEdited: boolean): readonly Violation[] => {
  const { found, left } = reading;
  if (found.length + left.length === 0) return [{ pointer: '', expected: 'an event with something in it' }];
  return isEdited || isUnreadable(reading) ? left.filter(isSlip).flatMap(faultOf) : [];
};

/**
 * Delivers a parked event under its first ids. Its tries and its age count from now. A Left says that what is left could not be
 * queued, or why it cannot be sent.
 */
export const resendEvent =
  (environment: Environment, deadline: Date) =>
  (provenance: Provenance, body: unknown, isEdited: boolean): Attempt<readonly Outcome[]> => {
    const send = (reading: Reading): Attempt<readonly Outcome[]> => {
      const faults = faultsOf(reading, isEdited);
      const routes = routesFor(environment, provenance.sender);
      const settledAt = environment.now().toISOString();
      const stamp = { attempt: 1, settledAt };
      const shares = sharesOf(environment, routes, { planned: reading.found, stamp, left: reading.left });
      const past = { attempts: 0, firstSeenAt: settledAt, history: [] };
      const left = reading.left.map(skipped(stamp));
      return faults.length > 0
        ? refuseReplay(faults)
        : pipe(
            dispatch(environment)({
              planned: reading.found,
              routes: shares.routes,
              shareOf: shares.of,
              ...past,
              deadline,
              later: false,
            }),
            TE.map((outcomes) => [...shares.reported(outcomes), ...shares.outcomes, ...left]),
          );
    };
    return pipe(
      read(environment)(receivedAgain(provenance, contentOf(body))),
      TE.flatMapTask(withdrawKnown(routesFor(environment, provenance.sender))),
      TE.flatMap(send),
    );
  };
