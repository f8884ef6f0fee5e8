import { danger, type Judge } from './judge';

/** What must not be shared at all. */
export const judgeTlpRed: Judge = ({ indicator }, { tlpRed }) =>
  indicator.tlpLevel === 'red' && tlpRed === 'refuse'
    ? danger('tlp-red', 'its marking TLP:RED forbids sharing')
    : undefined;
