import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { receiveHttp } from '../../functions/receive-http';
import { type Outcome } from '../../shared/pipeline/outcome';
import { answered } from '../functions/answered';
import { apis, standingGateway, type StandingGateway } from './standing-gateway';

/** The events; each has a folder here with what every API gets. */
export const events = ['stix-bundle', 'misp-event', 'splunk-alert'] as const;

export type EventName = (typeof events)[number];

/** What became of one indicator: at each instance its state, and its code where there is a reason. */
export interface GoldenOutcome {
  readonly place: string;
  readonly observable: string | null;
  readonly said: Readonly<Record<string, string>>;
}

/** What an event came to. */
export interface Golden {
  readonly calls: StandingGateway['calls'];
  readonly outcomes: readonly GoldenOutcome[];
}

export const folderOf = (name: EventName): string => path.join(__dirname, name);

const stateOf = ({ state, reason }: Outcome): string => (reason === null ? state : `${state} ${reason.code}`);

/** By indicator, in the order of the event. */
const byIndicator = (outcomes: readonly Outcome[]): readonly GoldenOutcome[] => {
  const found = new Map<string, GoldenOutcome>();
  for (const outcome of outcomes) {
    const { place, destination, externalId } = outcome;
    const observable = outcome.observable && `${outcome.observable.kind} ${outcome.observable.value}`;
    const key = `${place} ${externalId}`;
    const said = { ...found.get(key)?.said, [destination ?? 'none']: stateOf(outcome) };
    found.set(key, { place, observable, said });
  }
  return [...found.values()].sort((a, b) => a.place.localeCompare(b.place, 'en', { numeric: true }));
};

/** Posts an event to a gateway of its own. */
export const goldenOf = async (name: EventName): Promise<Golden> => {
  const { environment, calls, stop } = await standingGateway();
  try {
    const handler = answered(environment, receiveHttp(environment, { HTTP_BODY_LIMIT_BYTES: 1024 * 1024 }));
    const request = new HttpRequest({
      method: 'POST',
      url: 'https://gateway.example/api/indicators',
      headers: { 'content-type': 'application/json' },
      body: { bytes: readFileSync(path.join(folderOf(name), 'event.json')) },
    });
    const context = new InvocationContext({ invocationId: name, logHandler: () => undefined });
    const response = new HttpResponse(await handler(request, context));
    const { outcomes } = (await response.json()) as { readonly outcomes: readonly Outcome[] };
    return { calls, outcomes: byIndicator(outcomes) };
  } finally {
    await stop();
  }
};

/** The golden files of an event: their names, and what is in them. */
export const filesOf = ({ calls, outcomes }: Golden): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(apis.map((api) => [`${api}.json`, calls[api]])),
  'outcomes.json': outcomes,
});
