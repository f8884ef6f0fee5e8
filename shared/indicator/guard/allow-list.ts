import ipaddr from 'ipaddr.js';
import { type Observable } from '../observable';
import { blockOf, covers } from './block';
import { danger, type Judge } from './judge';
import { isUnder } from './under';

/** A domain on the list covers what is below it, a network what is in it; anything else is compared as it is. */
const isAllowed = ({ kind, value }: Observable, listed: string): boolean => {
  if (value === listed) return true;
  if (/IPv[46]$|IpAddress$|CidrBlock$/.test(kind)) {
    const isBlock = ipaddr.isValid(listed) || ipaddr.isValidCIDR(listed);
    return isBlock && covers(blockOf(listed), blockOf(value));
  }
  const host =
    kind === 'url'
      ? new URL(value).hostname
      : kind === 'emailSenderAddress'
        ? (value.split('@').at(-1) ?? '')
        : value;
  return (
    ['url', 'domainName', 'emailSourceDomain', 'emailSenderAddress'].includes(kind) &&
    isUnder(host, listed.toLowerCase())
  );
};

/** What the profile says is never taken. */
export const judgeAllowList: Judge = ({ observables }, { allowList }) =>
  observables.some((observable) => allowList.some((listed) => isAllowed(observable, listed)))
    ? danger('on-allow-list', "it is on this deployment's allow-list")
    : undefined;
