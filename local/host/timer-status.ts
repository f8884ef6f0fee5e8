import type { BlobServiceClient } from '@azure/storage-blob';
import type { TimerMemory, TimerStatus } from './timer';

/** Where the storage account keeps when timers were last run, as the host's own schedule monitor does (StorageScheduleMonitor.cs). */
const container = 'azure-webjobs-hosts';

const isStatus = (value: unknown): value is TimerStatus =>
  typeof value === 'object' &&
  value !== null &&
  ['Last', 'Next', 'LastUpdated'].every(
    (name) => name in value && typeof value[name as keyof typeof value] === 'string',
  );

export const timerMemory = (blobs: BlobServiceClient, functionName: string): TimerMemory => {
  const folder = blobs.getContainerClient(container);
  const blob = folder.getBlockBlobClient(`timers/local/${functionName}/status`);
  return {
    read: async () => {
      try {
        const status: unknown = JSON.parse((await blob.downloadToBuffer()).toString());
        return isStatus(status) ? status : undefined;
      } catch {
        return undefined;
      }
    },
    write: async (status) => {
      const text = JSON.stringify(status);
      try {
        await folder.createIfNotExists();
        await blob.upload(text, Buffer.byteLength(text));
      } catch {
        // The next run is not later for it.
      }
    },
  };
};
