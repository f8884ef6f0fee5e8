import { evidenceOf } from '../strength';
import { danger, type Danger, type Judge } from './judge';

const nothing = danger(
  'too-common',
  'a port, a protocol, a network number, a size or a type says nothing without a host, an address or a hash',
);

const weak = danger(
  'too-common',
  'a name, a folder, a user agent or a subject may be on any machine: it says too little by itself',
);

const never = danger(
  'too-common',
  'a name, a folder, a user agent or a subject may be on any machine: without a host, an address or a hash it never blocks',
);

/** Refuses what everybody has. The sender of a whole tiIndicator may mean it, as long as it does not block. */
export const judgeTooCommon: Judge = (
  { indicator: { action }, observables, isNative },
  { tooCommon },
): Danger | undefined => {
  const evidence = evidenceOf(observables);
  if (evidence === 'strong' || tooCommon === 'take') return undefined;
  if (evidence === 'none') return nothing;
  if (action === 'block') return never;
  const isEnough = tooCommon === 'judge' && (evidence === 'joint' || isNative);
  return isEnough ? undefined : weak;
};
