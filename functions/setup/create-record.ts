import { randomBytes } from 'node:crypto';
import { type Settings } from '../../shared/app-settings';
import { recordEraser } from '../../shared/azure/record/record-eraser';
import { recordStore } from '../../shared/azure/record/record-store';
import { type Account } from '../../shared/azure/storage';
import { eraseCaughtUp } from '../../shared/pipeline/record/erase-caught-up';
import {
  createRecorder,
  recordingNothing,
  type Recorder,
  type Recording,
} from '../../shared/pipeline/record/recorder';
import { readCaughtUp } from '../../shared/pipeline/record/read-caught-up';
import { type RecordEraser } from '../../shared/pipeline/record/record-store';
import { batchIds } from '../../shared/pipeline/record/outcome-batches';
import { outcomesTable } from '../names';
import { type ReadRecord } from '../outcomes';

export interface CreatedRecord {
  readonly record: Recorder;
  /** Null where outcomes are not kept. */
  readonly readRecord: ReadRecord | null;
  readonly eraser: RecordEraser | null;
}

/** Where outcomes are kept for reading, by the settings. */
export const createRecord = (
  { OUTCOMES_KEPT_DAYS: days }: Pick<Settings, 'OUTCOMES_KEPT_DAYS'>,
  { account, table = outcomesTable }: { readonly account: Account; readonly table?: string },
  effects: Omit<Recording, 'store' | 'newBatchId'>,
): CreatedRecord => {
  if (days === 0) return { record: recordingNothing, readRecord: null, eraser: null };
  const store = recordStore(account, table);
  const record = createRecorder({ ...effects, store, newBatchId: batchIds(randomBytes) });
  return {
    record,
    readRecord: { store: readCaughtUp(record, store), days },
    eraser: eraseCaughtUp(record, recordEraser(account, table)),
  };
};
