import * as azureFunctions from '@azure/functions';
import { describeFaults, readConfig } from '../shared/config';
import { destinations } from '../shared/destinations';
import { guarding } from '../shared/profile/profile';
import { deliverJob } from './deliver-job';
import { createEnvironment, createGauges, createPoisonQueues } from './environment';
import { getHealth } from './health';
import { healthSources } from './health-sources';
import { live } from './live';
import { loadProfile } from './load-profile';
import { eventsQueue, jobsQueue, storageConnection } from './names';
import { outcomesOutput } from './outcomes-output';
import { openapi } from './openapi';
import { ownHostsOf } from './own-hosts';
import { dropParked, listParked, showParked } from './parked';
import { receiveEventGrid } from './receive-event-grid';
import { preview } from './preview';
import { receiveHttp } from './receive-http';
import { receiveQueue } from './receive-queue';
import { replayParked } from './replay-parked';
import { startTelemetry } from './telemetry';
import { sweepPoison, sweepSchedule } from './sweep-poison';
import { watch, watchSchedule } from './watch';

const { app } = azureFunctions;

const config = readConfig(destinations)(process.env);
// A bad setting stops the start: an app that runs and drops events is worse than one that says why it does not run.
if (config._tag === 'Left') throw new Error(describeFaults(config.left));

const profile = loadProfile(config.right.settings.PROFILE);
if (profile._tag === 'Left') throw new Error(describeFaults(profile.left));

const { say } = startTelemetry(azureFunctions, process.env, config.right.settings);
const ownHosts = ownHostsOf(process.env, config.right.destinations);
const environment = createEnvironment(config.right, guarding(profile.right, ownHosts), say);
app.hook.appTerminate(environment.stop);

const queue = (queueName: string) => ({
  queueName,
  // The library does not name it: the bytes as they came, and not what it makes of JSON.
  dataType: 'binary',
  connection: storageConnection,
  extraOutputs: [outcomesOutput],
});

app.http('receive-http', {
  route: 'indicators',
  methods: ['POST'],
  authLevel: 'function',
  extraOutputs: [outcomesOutput],
  handler: receiveHttp(environment, config.right.settings),
});

app.http('receive-event-grid', {
  route: 'event-grid',
  methods: ['POST', 'OPTIONS'],
  authLevel: 'function',
  extraOutputs: [outcomesOutput],
  handler: receiveEventGrid(environment, config.right.settings),
});

app.http('preview', {
  route: 'preview',
  methods: ['POST'],
  authLevel: 'function',
  handler: preview(environment, config.right.settings),
});

app.http('openapi', { route: 'openapi.json', methods: ['GET'], authLevel: 'function', handler: openapi });

app.http('list-parked', {
  route: 'parked',
  methods: ['GET'],
  authLevel: 'function',
  handler: listParked(environment),
});
app.http('show-parked', {
  route: 'parked/{id}',
  methods: ['GET'],
  authLevel: 'function',
  handler: showParked(environment),
});
app.http('replay-parked', {
  route: 'parked/{id}/replay',
  methods: ['POST'],
  authLevel: 'function',
  extraOutputs: [outcomesOutput],
  handler: replayParked(environment, config.right.settings),
});
app.http('drop-parked', {
  route: 'parked/{id}',
  methods: ['DELETE'],
  authLevel: 'function',
  handler: dropParked(environment),
});

app.http('health', {
  route: 'health',
  methods: ['GET'],
  authLevel: 'function',
  // Azure sets it for every app.
  handler: getHealth(healthSources(config.right, environment, process.env.WEBSITE_SITE_NAME !== undefined)),
});
app.http('live', { route: 'live', methods: ['GET'], authLevel: 'anonymous', handler: live });

app.storageQueue('receive-queue', { ...queue(eventsQueue), handler: receiveQueue(environment) });
app.storageQueue('deliver-job', { ...queue(jobsQueue), handler: deliverJob(environment) });

app.timer('sweep-poison', {
  schedule: sweepSchedule,
  handler: sweepPoison(environment, createPoisonQueues(config.right)),
});
app.timer('watch', {
  schedule: watchSchedule,
  handler: watch({ telemetry: environment.telemetry, gauges: createGauges(config.right) }),
});
