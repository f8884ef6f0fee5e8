import { randomUUID } from 'node:crypto';
import { type Settings } from '../../shared/app-settings';
import { tableLedger } from '../../shared/azure/ledger/ledger';
import { tableLedgerKeeper } from '../../shared/azure/ledger/ledger-keeper';
import { tableLedgerLister } from '../../shared/azure/ledger/ledger-lister';
import { tableLedgerRows } from '../../shared/azure/ledger/ledger-rows';
import { tableReadBackStore } from '../../shared/azure/read-back-store';
import { type Account } from '../../shared/azure/storage';
import { type LedgerSearch } from '../../shared/delivery/ledger/ledger-search';
import {
  type Ledger,
  type LedgerEraser,
  type LedgerRows,
  type ReadBackStore,
} from '../../shared/delivery/ports';
import { dueOf } from '../../shared/delivery/ledger/row-life';
import { ledgerTable } from '../names';
import { type LedgerTools } from '../maintain-ledger';

/** The ledger, and everything that works on its rows. */
export interface KeptLedger extends LedgerTools {
  readonly ledger: Ledger & LedgerSearch;
  readonly rows: LedgerRows;
  readonly eraser: LedgerEraser;
  readonly readBacks: ReadBackStore;
}

/** Null where no ledger is kept. */
export const keptLedger = (settings: Settings, account: Account, now: () => Date): KeptLedger | null => {
  if (settings.LEDGER === 'off') return null;
  const life = { afterEnd: settings.LEDGER_ROW_DAYS, tombstone: settings.LEDGER_TOMBSTONE_DAYS };
  const keeper = tableLedgerKeeper(account, { table: ledgerTable, now });
  return {
    ledger: tableLedger(account, {
      table: ledgerTable,
      dueOf: (entry) => dueOf(entry, life, now()),
      writer: {
        id: randomUUID(),
        now,
      },
    }),
    rows: tableLedgerRows(account, ledgerTable),
    keeper,
    eraser: keeper,
    readBacks: tableReadBackStore(account, ledgerTable),
    lister: tableLedgerLister(account, { table: ledgerTable, now }),
    life,
  };
};
