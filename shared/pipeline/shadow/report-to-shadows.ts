import { outcomeIdOf, type Outcome, type Planned } from '../outcome';
import { type Environment, type Route } from '../ports';

/** Tells the shadows of a route what became final there. */
export const reportToShadows = (
  { mirror, shadows }: Environment,
  { name }: Route,
  { planned, outcomes }: { readonly planned: readonly Planned[]; readonly outcomes: readonly Outcome[] },
): void => {
  if (mirror === undefined || shadows?.all.every(({ of }) => of !== name) === true) return;
  const keyOf = (eventId: string, place: string, externalId: string | null): string =>
    JSON.stringify([eventId, place, externalId]);
  const final = new Map(
    outcomes
      .filter(({ destination, state }) => destination === name && state !== 'deferred')
      .map((outcome) => [keyOf(outcome.eventId, outcome.place, outcome.externalId), outcome]),
  );
  const finals = planned.flatMap((one) => {
    const { eventId, place } = one.provenance;
    const outcome = final.get(keyOf(eventId, place, outcomeIdOf(one)));
    return outcome === undefined ? [] : [{ planned: one, outcome }];
  });
  mirror(name, finals);
};
