import * as names from '../../../functions/names';
import { at, lastOf } from '../resource';
import { byType, type Rule } from './rule';

const { eventsQueue, jobsQueue, messagesTable, outcomesQueue, poisonOf, storageConnection } = names;

const account = 'Microsoft.Storage/storageAccounts';
const folders = {
  queues: `${account}/queueServices/queues`,
  tables: `${account}/tableServices/tables`,
  containers: `${account}/blobServices/containers`,
};

/** Containers that the app has no name for: its own package, and what Event Grid could not deliver. */
export const packageContainer = 'app-package';
export const deadLetters = 'indicator-dead-letters';

const namesIn = (deployment: Parameters<Rule>[0], type: string): readonly string[] =>
  byType(deployment, type).map(({ name }) => lastOf(name));

/**
 * Names that the account has. The setting is no part of it, and the tables of messages are one a day, which the app makes and
 * drops.
 */
const named = Object.values(names).filter(
  (name) => typeof name === 'string' && name !== storageConnection && name !== messagesTable,
) as readonly string[];

/** Everything that the app has a name for (functions/names.ts) is there before the first event, and nothing under another name. */
export const shared: Rule = (deployment) => {
  const made = Object.values(folders).flatMap((type) => namesIn(deployment, type));
  const known = [...named, ...[eventsQueue, jobsQueue].map(poisonOf), packageContainer, deadLetters];
  const queues = [eventsQueue, jobsQueue, outcomesQueue, poisonOf(eventsQueue), poisonOf(jobsQueue)];
  return [
    ...known.filter((name) => !made.includes(name)).map((name) => `${name} is not made`),
    ...made.filter((name) => !known.includes(name)).map((name) => `${name} is known to nobody`),
    ...queues
      .filter((name) => !namesIn(deployment, folders.queues).includes(name))
      .map((name) => `${name} is no queue`),
  ];
};

const wrongIn = (
  found: readonly (readonly [what: string, is: unknown, shouldBe: unknown])[],
): readonly string[] =>
  found
    .filter(([, is, shouldBe]) => is !== shouldBe)
    .map(([what, , shouldBe]) => `${what} is not ${String(shouldBe)}`);

const deliveryOf = (subscription: unknown, deployment: Parameters<Rule>[0]): readonly string[] => {
  const [topic] = byType(deployment, 'Microsoft.EventGrid/topics');
  const id = byType(deployment, account)[0]?.id;
  const sent = 'properties.deliveryWithResourceIdentity';
  const kept = 'properties.deadLetterWithResourceIdentity';
  return [
    ...wrongIn([
      [
        'the schema of delivery',
        at(subscription, 'properties.eventDeliverySchema'),
        at(topic, 'properties.inputSchema'),
      ],
      ['the identity that delivers', at(subscription, `${sent}.identity.type`), 'SystemAssigned'],
      ['the kind of destination', at(subscription, `${sent}.destination.endpointType`), 'StorageQueue'],
      ['the account of the queue', at(subscription, `${sent}.destination.properties.resourceId`), id],
      ['the queue', at(subscription, `${sent}.destination.properties.queueName`), eventsQueue],
      // The default of seven days would lose what a long outage leaves.
      [
        'the life of a message',
        at(subscription, `${sent}.destination.properties.queueMessageTimeToLiveInSeconds`),
        -1,
      ],
      ['the identity of dead letters', at(subscription, `${kept}.identity.type`), 'SystemAssigned'],
      [
        'the kind of dead letters',
        at(subscription, `${kept}.deadLetterDestination.endpointType`),
        'StorageBlob',
      ],
      [
        'the account of dead letters',
        at(subscription, `${kept}.deadLetterDestination.properties.resourceId`),
        id,
      ],
      [
        'the container of dead letters',
        at(subscription, `${kept}.deadLetterDestination.properties.blobContainerName`),
        deadLetters,
      ],
    ]),
    // https://learn.microsoft.com/azure/event-grid/delivery-and-retry: one way to say where to, not both.
    ...['destination', 'deadLetterDestination'].flatMap((name) =>
      at(subscription, `properties.${name}`) === undefined ? [] : [`${name} beside one with an identity`],
    ),
  ];
};

/** Event Grid puts every event on the queue that the app reads, and what it cannot into the container of dead letters. */
export const delivery: Rule = (deployment) => {
  const subscriptions = byType(deployment, 'Microsoft.EventGrid/topics/eventSubscriptions');
  return subscriptions.length === 1
    ? subscriptions.flatMap((one) => deliveryOf(one, deployment))
    : [`${subscriptions.length} subscriptions of events`];
};
