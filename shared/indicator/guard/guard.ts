import { type TiIndicator } from '../../codec/ti-indicator';
import { observablesOf } from '../observable';
import { judgeAddress } from './address';
import { judgeAllowList, judgeAroundAllowList } from './allow-list';
import { judgeHash } from './hash';
import { judgeHost } from './host';
import { type Danger, type GuardRules, type Judge, type GuardSubject } from './judge';
import { judgeOwnService } from './own-service';
import { placesOf } from './place';
import { judgeSharedInfrastructure } from './shared-infrastructure';
import { judgeTlpRed } from './tlp-red';
import { judgeTooCommon } from './too-common';
import { judgeWarningLists } from './warning-list';

/** The order matters: the first judge that finds a danger gives the reason. */
const judges: readonly Judge[] = [
  judgeTlpRed,
  judgeAllowList,
  judgeAddress,
  judgeHost,
  judgeOwnService,
  judgeHash,
  judgeAroundAllowList,
  judgeSharedInfrastructure,
  judgeWarningLists,
  judgeTooCommon,
];

/** The first reason not to let an indicator out; undefined where there is none. */
export const guardDangerOf = (
  indicator: TiIndicator,
  rules: GuardRules,
  {
    observables = observablesOf(indicator),
    isNative = true,
  }: Partial<Pick<GuardSubject, 'observables' | 'isNative'>> = {},
): Danger | undefined => {
  const suspect = { indicator, observables, places: placesOf(observables), isNative };
  for (const judge of judges) {
    const found = judge(suspect, rules);
    if (found !== undefined) return found;
  }
  return undefined;
};
