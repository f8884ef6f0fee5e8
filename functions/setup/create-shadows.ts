import { type Settings } from '../../shared/app-settings';
import { messagesOn, type Account } from '../../shared/azure/storage';
import { type Environment, type Route } from '../../shared/pipeline/ports';
import { type RecordEraser } from '../../shared/pipeline/record/record-store';
import { type Recording } from '../../shared/pipeline/record/recorder';
import { createMirror } from '../../shared/pipeline/shadow/mirror';
import { type Shadow } from '../../shared/pipeline/shadow/shadow';
import { createRecord } from './create-record';
import { jobsQueue, shadowsTable } from '../names';
import { type ReadRecord } from '../outcomes';

interface CreatedShadows extends Pick<Environment, 'shadows' | 'mirror'> {
  readonly readShadows: ReadRecord | null;
  readonly shadowEraser: RecordEraser | null;
  readonly stop: () => Promise<void>;
}

const none: CreatedShadows = { readShadows: null, shadowEraser: null, stop: () => Promise.resolve() };

/** What delivers to the shadows, and where their outcomes are kept. */
export const createShadows = (
  all: readonly Shadow<Route>[],
  {
    settings,
    account,
  }: { readonly settings: Pick<Settings, 'OUTCOMES_KEPT_DAYS'>; readonly account: Account },
  effects: Omit<Recording, 'store' | 'newBatchId' | 'telemetry'> & Pick<Environment, 'jobs' | 'telemetry'>,
): CreatedShadows => {
  if (all.length === 0) return none;
  const { record, readRecord, eraser } = createRecord(settings, { account, table: shadowsTable }, effects);
  const shadows = { all, waiting: messagesOn(account, jobsQueue), record };
  return {
    shadows,
    mirror: createMirror(effects, shadows),
    readShadows: readRecord,
    shadowEraser: eraser,
    stop: record.stop,
  };
};
