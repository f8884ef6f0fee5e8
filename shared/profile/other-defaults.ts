import * as t from 'io-ts';
import { or } from '../codec/document';
import { members } from '../codec/members';
import { trueOrFalse } from '../codec/number';

const { action, targetProduct, threatType, tlpLevel } = members;

/** Members of `defaults` that are different for some. */
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
