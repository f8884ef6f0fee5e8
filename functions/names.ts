import host from '../host.json';

/** Queues, the container and the tables, in the storage account of `AzureWebJobsStorage`. */
export const eventsQueue = 'indicator-events';
export const jobsQueue = 'indicator-jobs';
export const outcomesQueue = 'indicator-outcomes';
export const parkedContainer = 'indicator-parked';
export const parkedTable = 'indicatorparked';
export const ledgerTable = 'indicatorledger';
export const outcomesTable = 'indicatoroutcomes';
/** What came of shadows, apart from all else. */
export const shadowsTable = 'indicatorshadows';
export const limitsTable = 'indicatorlimits';
/** Before the name of a day: messages of senders that were taken on it. */
export const messagesTable = 'indicatormessages';

/** Where the host puts a message after its last try. */
export const poisonOf = (queue: string): string => `${queue}-poison`;

export const storageConnection = 'AzureWebJobsStorage';

/** Tries of the host before a message becomes poison. */
export const { maxDequeueCount } = host.extensions.queues;
