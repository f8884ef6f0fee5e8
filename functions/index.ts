import { app } from '@azure/functions';
import { describeFaults, readConfig } from '../shared/config';
import { destinations } from '../shared/destinations';
import { deliverJob } from './deliver-job';
import { createEnvironment } from './environment';
import { loadProfile } from './load-profile';
import { eventsQueue, jobsQueue, poisonOf, storageConnection } from './names';
import { outcomesOutput } from './outcomes-output';
import { parkEvent, parkJob } from './park-poison';
import { dropParked, listParked, showParked } from './parked';
import { receiveEventGrid } from './receive-event-grid';
import { preview } from './preview';
import { receiveHttp } from './receive-http';
import { receiveQueue } from './receive-queue';
import { replayParked } from './replay-parked';

const config = readConfig(destinations)(process.env);
// A bad setting stops the start: an app that runs and drops events is worse than one that says why it does not run.
if (config._tag === 'Left') throw new Error(describeFaults(config.left));

const profile = loadProfile(config.right.settings.PROFILE);
if (profile._tag === 'Left') throw new Error(describeFaults(profile.left));

const environment = createEnvironment(config.right, profile.right);
const queue = (queueName: string) => ({
  queueName,
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

app.storageQueue('receive-queue', { ...queue(eventsQueue), handler: receiveQueue(environment) });
app.storageQueue('deliver-job', { ...queue(jobsQueue), handler: deliverJob(environment) });
app.storageQueue('park-event', { ...queue(poisonOf(eventsQueue)), handler: parkEvent(environment) });
app.storageQueue('park-job', { ...queue(poisonOf(jobsQueue)), handler: parkJob(environment) });
