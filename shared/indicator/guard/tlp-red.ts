import { textsOf } from '../../codec/json-value';
import { tlpInTags } from '../tlp';
import { danger, type Judge } from './judge';

/** Refuses what must not be shared at all, whether its level or one of its tags says so. */
export const judgeTlpRed: Judge = ({ indicator }, { tlpRed }) =>
  tlpRed === 'refuse' && (indicator.tlpLevel === 'red' || tlpInTags(textsOf(indicator.tags)) === 'red')
    ? danger('tlp-red', 'its marking TLP:RED forbids sharing')
    : undefined;
