import { runSoak } from '../soak/run';
import { type Bench, type Row } from './bench';

/** Documented rates, in calls a minute: Graph, Sentinel's upload API, Defender's indicators API. */
const limits = [1000, 100, 30] as const;

const seconds = 150;

/** The limiter spends a minute's permits at once, so these seconds hold three minutes' worth and never more. */
const minutes = Math.ceil(seconds / 60);

export const ceiling: Bench = {
  name: 'ceiling',
  title: `calls made, as a share of the most that any ${seconds} s may hold; no faults, one instance, ledger on`,
  run: async (say) => {
    const rows: Row[] = [];
    for (const limit of limits) {
      say(`${limit} calls a minute`);
      const { shareOfCeiling, overLimit, calls, sent, lost, doubled, secondsToOutcome } = await runSoak({
        seconds,
        seed: 1,
        limit,
        instances: 1,
        calm: true,
        kill: false,
        perCall: 10,
      });
      rows.push({
        limit,
        share: (shareOfCeiling * seconds) / 60 / minutes,
        over429: overLimit,
        calls,
        sent,
        lost,
        doubled,
        ...secondsToOutcome,
      });
    }
    return rows;
  },
};
