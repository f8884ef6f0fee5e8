import { isObject } from '../../codec/json-value';
import { format } from '../kit';
import { allOf, hasOneOf } from '../recognition';
import { readEvent } from './chronicle';
import { member, nounsIn } from './udm';

/** Events of Google SecOps' Unified Data Model outside of a detection: what a threat verdict in them is about. */
export const udmEvent = format({
  name: 'udm-event',
  marks: ['metadata', 'udm', 'events'],
  expects:
    'an event of the Unified Data Model with metadata.eventType, securityResult and principal or target',
  one: 'an event of the Unified Data Model',
  items: ['udm', 'events', 'value'],
  is: (item) =>
    allOf(
      (isObject(item) &&
        nounsIn(item, 'metadata', '').some(
          ({ noun }) => typeof member(noun, 'eventType').value === 'string',
        )) ||
        'metadata.eventType',
      hasOneOf(item, 'principal', 'target', 'src', 'about'),
      hasOneOf(item, 'securityResult', 'security_result', 'network'),
    ),
  read: (event, place, options) => readEvent(event, place, { rule: undefined, options }),
});
