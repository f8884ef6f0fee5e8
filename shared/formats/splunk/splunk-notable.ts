import { textOf, textsOf } from '../../codec/json-value';
import { format, orNoIndicator } from '../kit';
import { allOf, hasMembers, hasOneOf } from '../recognition';
import { readRow } from './splunk';

/** Rows of notable events and searches as Splunk's API and HEC pass them on: the webhook's row without its envelope. */
export const splunkNotable = format({
  name: 'splunk-notable',
  marks: ['search_name'],
  expects: 'a row of a notable event of Splunk with search_name and _time, event_id, urgency or alert_type',
  one: 'a row of a notable event',
  items: ['results', 'value'],
  is: (item) =>
    allOf(
      hasMembers(item, 'search_name'),
      hasOneOf(
        item,
        '_time',
        'event_id',
        'urgency',
        'alert_type',
        'rule_name',
        'security_domain',
        'orig_sid',
      ),
      (typeof item === 'object' && item !== null && !('result' in item)) || 'no result',
    ),
  read: (row, place, options) =>
    orNoIndicator(
      place,
      'the row has no field for an observable',
      readRow(row, place, { search: textOf(row.search_name) ?? textsOf(row.rule_name)[0], options }),
    ),
});
