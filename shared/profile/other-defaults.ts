import * as t from 'io-ts';
import { or } from '../codec/document';
import { members } from '../codec/members';
import { trueOrFalse } from '../codec/number';

const { action, targetProduct, threatType, tlpLevel } = members;

/** Members of `defaults` that differ for some sources or senders. */
export const otherDefaults = or(
  t.partial({
    action: action.codec,
    passiveOnly: trueOrFalse,
    targetProduct: targetProduct.codec,
    threatType: threatType.codec,
    tlpLevel: tlpLevel.codec,
  }),
  {},
);
