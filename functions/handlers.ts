import { type HttpHandler } from '@azure/functions';
import { type Violation } from '../shared/codec/violation';
import { type Settings } from '../shared/app-settings';
import { type HealthSources } from '../shared/health/sources';
import { type Sender } from '../shared/profile/sender';
import { answering, type Handler } from './http/answering';
import { type Live } from './environment';
import { eraseKept } from './erase';
import { getHealth } from './health';
import { forSenders, notForSenders } from './keyed-sender';
import { holding, pacing } from './held-off';
import { live } from './live';
import { notConfigured, unconfiguredHealth } from './not-configured';
import { openapi } from './openapi';
import { failBack } from './fail-back';
import { findKnown } from './find';
import { showIntake } from './intake';
import { listOutcomes } from './outcomes';
import { dropParked, listParked, showParked } from './parked';
import { preview } from './preview';
import { receiveEventGrid } from './receive-event-grid';
import { receiveHttp } from './receive-http';
import { receiveSigned } from './receive-signed';
import { repair } from './repair';
import { showShadow } from './shadow';
import { replayParked } from './replay-parked';
import { takeBackIndicators } from './take-back';
import { verify } from './verify';

/** The handlers of HTTP functions, by the functions' names. */
export interface Handlers {
  readonly receiveHttp: HttpHandler;
  readonly receiveEventGrid: HttpHandler;
  readonly receiveSigned: HttpHandler;
  readonly preview: HttpHandler;
  readonly openapi: HttpHandler;
  readonly listParked: HttpHandler;
  readonly showParked: HttpHandler;
  readonly replayParked: HttpHandler;
  readonly dropParked: HttpHandler;
  readonly takeBack: HttpHandler;
  readonly findIndicators: HttpHandler;
  readonly listOutcomes: HttpHandler;
  readonly showIntake: HttpHandler;
  readonly showShadow: HttpHandler;
  readonly failBack: HttpHandler;
  readonly verify: HttpHandler;
  readonly repair: HttpHandler;
  readonly erase: HttpHandler;
  readonly health: HttpHandler;
  readonly live: HttpHandler;
}

/** No sender uses it, so it may take as long as a platform waits for an answer (230 seconds). */
const verifySeconds = 220;

/** The handlers of an app with valid settings. */
export const serving = (environment: Live, settings: Settings, sources: HealthSources): Handlers => {
  const answered = answering({ now: environment.now, seconds: settings.HTTP_BUDGET_SECONDS });
  const patient = answering({ now: environment.now, seconds: verifySeconds });
  const { door } = environment;
  const sending = (handler: (sender: Sender | undefined) => Handler): HttpHandler =>
    answered(forSenders(environment, handler));
  const held = holding(door, environment.telemetry);
  const paced = pacing(door, environment.telemetry);
  const keeping = (handler: Handler): HttpHandler => answered(notForSenders(environment, handler));
  const instances = sources.destinations.map(({ instance }) => instance);
  return {
    receiveHttp: sending((sender) => held(sender, receiveHttp(environment, settings, sender))),
    receiveEventGrid: sending((sender) => held(sender, receiveEventGrid(environment, settings, sender))),
    receiveSigned: answered(receiveSigned(environment, settings, door)),
    preview: sending((sender) => paced(sender, preview(environment, { settings, instances }, sender))),
    openapi: answered(openapi),
    listParked: keeping(listParked(environment)),
    showParked: keeping(showParked(environment)),
    replayParked: keeping(replayParked(environment, settings)),
    dropParked: keeping(dropParked(environment)),
    takeBack: keeping(takeBackIndicators(environment, environment.kept?.ledger ?? null)),
    findIndicators: keeping(
      findKnown(environment, environment.kept?.ledger ?? null, environment.kept?.readBacks),
    ),
    listOutcomes: keeping(listOutcomes(environment, environment.readRecord)),
    showIntake: keeping(showIntake(environment, environment.readRecord)),
    showShadow: keeping(showShadow(environment, environment.readShadows)),
    failBack: keeping(failBack(environment)),
    verify: patient(notForSenders(environment, verify(environment.verifying))),
    erase: patient(
      notForSenders(
        environment,
        eraseKept(environment, {
          ledger: environment.kept?.ledger ?? null,
          rows: environment.kept?.eraser ?? null,
          records: environment.erasers,
        }),
      ),
    ),
    repair: patient(
      notForSenders(
        environment,
        repair(environment, environment.verifying, environment.kept?.ledger ?? null),
      ),
    ),
    health: keeping(getHealth(sources)),
    live: answered(live),
  };
};

/** None of these waits for anything, and HTTP_BUDGET_SECONDS may itself be wrong. */
const refusingSeconds = 20;

/** The handlers of an app with wrong settings. It is alive, tells those who hold a key what is wrong, and takes nothing. */
export const refusing = (faults: readonly Violation[], now: () => Date): Handlers => {
  const answered = answering({ now, seconds: refusingSeconds });
  const refused = answered(notConfigured);
  return {
    receiveHttp: refused,
    receiveEventGrid: refused,
    receiveSigned: refused,
    preview: refused,
    openapi: refused,
    listParked: refused,
    showParked: refused,
    replayParked: refused,
    dropParked: refused,
    takeBack: refused,
    findIndicators: refused,
    listOutcomes: refused,
    showIntake: refused,
    showShadow: refused,
    failBack: refused,
    verify: refused,
    repair: refused,
    erase: refused,
    health: answered(unconfiguredHealth(faults)),
    live: answered(live),
  };
};
