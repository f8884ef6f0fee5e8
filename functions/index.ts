import * as azureFunctions from '@azure/functions';
import { describeFaults, readConfig } from '../shared/config';
import { destinations } from '../shared/destinations';
import { guarding } from '../shared/profile/profile';
import { answering } from './answering';
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

// Without it the host hands over a body of no stated length as an empty one.
app.setup({ enableHttpStream: true });

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

const answered = answering({
  now: environment.now,
  seconds: config.right.settings.HTTP_BUDGET_SECONDS,
});

app.http('receive-http', {
  route: 'indicators',
  methods: ['POST'],
  authLevel: 'function',
  handler: answered(receiveHttp(environment, config.right.settings)),
});

app.http('receive-event-grid', {
  route: 'event-grid',
  methods: ['POST', 'OPTIONS'],
  authLevel: 'function',
  handler: answered(receiveEventGrid(environment, config.right.settings)),
});

app.http('preview', {
  route: 'preview',
  methods: ['POST'],
  authLevel: 'function',
  handler: answered(preview(environment, config.right.settings)),
});

app.http('openapi', {
  route: 'openapi.json',
  methods: ['GET'],
  authLevel: 'function',
  handler: answered(openapi),
});

app.http('list-parked', {
  route: 'parked',
  methods: ['GET'],
  authLevel: 'function',
  handler: answered(listParked(environment)),
});
app.http('show-parked', {
  route: 'parked/{id}',
  methods: ['GET'],
  authLevel: 'function',
  handler: answered(showParked(environment)),
});
app.http('replay-parked', {
  route: 'parked/{id}/replay',
  methods: ['POST'],
  authLevel: 'function',
  handler: answered(replayParked(environment, config.right.settings)),
});
app.http('drop-parked', {
  route: 'parked/{id}',
  methods: ['DELETE'],
  authLevel: 'function',
  handler: answered(dropParked(environment)),
});

app.http('health', {
  route: 'health',
  methods: ['GET'],
  authLevel: 'function',
  // Azure sets it for every app.
  handler: answered(
    getHealth(healthSources(config.right, environment, process.env.WEBSITE_SITE_NAME !== undefined)),
  ),
});
app.http('live', { route: 'live', methods: ['GET'], authLevel: 'anonymous', handler: answered(live) });

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
