import { isObject, objectOf, textOf } from '../../codec/json-value';
import { leave } from '../format';
import { format } from '../kit';
import { allOf } from '../recognition';

const schema = 'azuremonitorcommonalertschema';

/**
 * The common alert schema of Azure Monitor's action groups. It is recognised so that its senders learn why nothing comes of it.
 */
export const azureMonitor = format({
  name: 'azure-monitor',
  marks: ['schemaid'],
  expects: 'schemaId azureMonitorCommonAlertSchema with data.essentials',
  one: 'an alert in the common alert schema',
  is: (item) => {
    const { schemaId, data } = objectOf(item);
    return allOf(
      textOf(schemaId)?.toLowerCase() === schema || 'schemaId azureMonitorCommonAlertSchema',
      isObject(objectOf(data).essentials) || 'data.essentials',
    );
  },
  /** It names no observable: only metrics, your own resources and, in log alerts, whatever columns a query has. */
  read: ({ data }, place) =>
    textOf(objectOf(objectOf(data).essentials).monitorCondition)?.toLowerCase() === 'resolved'
      ? leave(place, 'no-indicator', 'says that an alert is over')
      : leave(
          place,
          'no-indicator',
          'a monitoring alert says what is wrong with a resource, not what attacks it',
        ),
});
