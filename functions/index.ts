// Over two hundred lines: the app at a glance, every trigger in it.
import * as azureFunctions from '@azure/functions';
import { configured, type Configured } from './setup/configured';
import { forgetMessages } from './setup/create-door';
import { deliverJob } from './deliver-job';
import {
  createEnvironment,
  createGauges,
  createPoisonQueues,
  storageAccount,
  type Live,
} from './environment';
import { refusing, serving, type Handlers } from './handlers';
import { healthSources } from './setup/health-sources';
import { eventsQueue, jobsQueue, storageConnection } from './names';
import { notConfiguredLine } from './not-configured';
import { outcomesOutput } from './outcomes-output';
import { readBack, readBackSchedule } from './read-back';
import { receiveQueue } from './receive-queue';
import { refillRoom, refillSchedule } from './refill-room';
import { byErrorStream, startTelemetry } from './telemetry';
import { sweepOutcomes, sweepOutcomesSchedule } from './sweep-outcomes';
import { sweepPoison, sweepSchedule } from './sweep-poison';
import { maintainLedgerRows, maintenanceSchedule } from './maintain-ledger';
import { watch, watchSchedule } from './watch';

const { app } = azureFunctions;

// Without this, the host hands over a body of no stated length as an empty one.
app.setup({ enableHttpStream: true });

/** Registers the routes whatever the settings are: an app without them answers 404, which many senders take as final. */
const registerHttp = (handlers: Handlers): void => {
  app.http('receive-http', {
    route: 'indicators',
    methods: ['POST'],
    authLevel: 'function',
    handler: handlers.receiveHttp,
  });

  // It is a function of its own, so a sender's key does not open it.
  app.http('take-back', {
    route: 'indicators',
    methods: ['DELETE'],
    authLevel: 'function',
    handler: handlers.takeBack,
  });
  app.http('find-indicators', {
    route: 'indicators',
    methods: ['GET'],
    authLevel: 'function',
    handler: handlers.findIndicators,
  });

  app.http('receive-event-grid', {
    route: 'event-grid',
    methods: ['POST', 'OPTIONS'],
    authLevel: 'function',
    handler: handlers.receiveEventGrid,
  });

  // No key is needed: senders prove themselves by what they sign.
  app.http('receive-signed', {
    route: 'in/{sender}',
    methods: ['POST', 'OPTIONS'],
    authLevel: 'anonymous',
    handler: handlers.receiveSigned,
  });

  app.http('preview', {
    route: 'preview',
    methods: ['POST'],
    authLevel: 'function',
    handler: handlers.preview,
  });

  app.http('openapi', {
    route: 'openapi.json',
    methods: ['GET'],
    authLevel: 'function',
    handler: handlers.openapi,
  });

  app.http('list-parked', {
    route: 'parked',
    methods: ['GET'],
    authLevel: 'function',
    handler: handlers.listParked,
  });
  app.http('show-parked', {
    route: 'parked/{id}',
    methods: ['GET'],
    authLevel: 'function',
    handler: handlers.showParked,
  });
  app.http('replay-parked', {
    route: 'parked/{id}/replay',
    methods: ['POST'],
    authLevel: 'function',
    handler: handlers.replayParked,
  });
  app.http('drop-parked', {
    route: 'parked/{id}',
    methods: ['DELETE'],
    authLevel: 'function',
    handler: handlers.dropParked,
  });

  // It is a function of its own, so neither a sender's key opens it nor one that may replay.
  app.http('list-outcomes', {
    route: 'outcomes',
    methods: ['GET'],
    authLevel: 'function',
    handler: handlers.listOutcomes,
  });

  app.http('show-intake', {
    route: 'intakes/{id}',
    methods: ['GET'],
    authLevel: 'function',
    handler: handlers.showIntake,
  });
  app.http('show-shadow', {
    route: 'shadows/{name}',
    methods: ['GET'],
    authLevel: 'function',
    handler: handlers.showShadow,
  });
  app.http('fail-back', {
    route: 'destinations/{name}/fail-back',
    methods: ['POST'],
    authLevel: 'function',
    handler: handlers.failBack,
  });

  app.http('verify', {
    route: 'verify',
    methods: ['GET'],
    authLevel: 'function',
    handler: handlers.verify,
  });
  // It changes things, so a key that only reads does not open it.
  app.http('repair', {
    route: 'repair',
    methods: ['POST'],
    authLevel: 'function',
    handler: handlers.repair,
  });

  app.http('erase', {
    route: 'erase',
    methods: ['POST'],
    authLevel: 'function',
    handler: handlers.erase,
  });

  app.http('health', {
    route: 'health',
    methods: ['GET'],
    authLevel: 'function',
    handler: handlers.health,
  });
  app.http('live', { route: 'live', methods: ['GET'], authLevel: 'anonymous', handler: handlers.live });
};

const queue = (queueName: string) => ({
  queueName,
  // The library's types lack this option. It gives the bytes as they came, and not what the library makes of JSON.
  dataType: 'binary',
  connection: storageConnection,
  extraOutputs: [outcomesOutput],
});

/** Registers queues and timers, where the settings are valid. Where they are wrong, messages wait. */
const registerTheRest = ({ config }: Configured, environment: Live): void => {
  app.storageQueue('receive-queue', { ...queue(eventsQueue), handler: receiveQueue(environment) });
  app.storageQueue('deliver-job', { ...queue(jobsQueue), handler: deliverJob(environment) });

  app.timer('sweep-poison', {
    schedule: sweepSchedule,
    handler: sweepPoison(environment, createPoisonQueues(config)),
  });
  app.timer('refill-room', { schedule: refillSchedule, handler: refillRoom(environment) });
  if (environment.kept !== null)
    app.timer('tend-ledger', {
      schedule: maintenanceSchedule,
      handler: maintainLedgerRows(environment, environment.kept),
    });
  const kept = [environment.readRecord, environment.readShadows].filter((one) => one !== null);
  if (kept.length > 0)
    app.timer('sweep-outcomes', {
      schedule: sweepOutcomesSchedule,
      handler: sweepOutcomes(environment, kept),
    });
  const { READ_BACK_HOURS } = config.settings;
  if (READ_BACK_HOURS > 0)
    app.timer('read-back', {
      schedule: readBackSchedule(READ_BACK_HOURS),
      handler: readBack(environment, environment.verifying),
    });
  app.timer('watch', {
    schedule: watchSchedule,
    handler: watch({
      telemetry: environment.telemetry,
      gauges: createGauges(config),
      forget: forgetMessages(storageAccount(config.settings), environment.now),
    }),
  });
};

const start = (started: Configured): void => {
  const { config, profile, secrets } = started;
  const { say } = startTelemetry(azureFunctions, process.env, config.settings);
  const environment = createEnvironment(config, { profile, secrets }, say);
  app.hook.appTerminate(environment.stop);
  // Azure sets this variable for every app.
  const sources = healthSources(config, environment, process.env.WEBSITE_SITE_NAME !== undefined);
  registerHttp(serving(environment, config.settings, sources));
  registerTheRest(started, environment);
};

const started = configured(process.env);
if (started._tag === 'Right') {
  start(started.right);
} else {
  byErrorStream.say(notConfiguredLine(started.left));
  registerHttp(refusing(started.left, () => new Date()));
}
