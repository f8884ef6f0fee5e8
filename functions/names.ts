import host from '../host.json';

/** Queues, the container and the tables, in the storage account of `AzureWebJobsStorage`. */
export const eventsQueue = 'indicator-events';
export const jobsQueue = 'indicator-jobs';
export const outcomesQueue = 'indicator-outcomes';
export const parkedContainer = 'indicator-parked';
export const parkedTable = 'indicatorparked';
export const ledgerTable = 'indicatorledger';
export const outcomesTable = 'indicatoroutcomes';
/** The outcomes of shadows, apart from all others. */
export const shadowsTable = 'indicatorshadows';
export const limitsTable = 'indicatorlimits';
/** Stands before a day, in the names of the tables with senders' messages of that day. */
export const messagesTable = 'indicatormessages';

/** The queue to which the host moves a message after its last try. */
export const poisonOf = (queue: string): string => `${queue}-poison`;

export const storageConnection = 'AzureWebJobsStorage';

/** The host's tries before a message counts as poison. */
export const { maxDequeueCount } = host.extensions.queues;
