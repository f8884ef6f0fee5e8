import { itemsOf, type Item } from '../../codec/items';
import { isObject, objectOf, textOf, type Json } from '../../codec/json-value';
import { intakeOf, leave, refuse, type Format, type Found, type Skipped } from '../format';

const schema = 'azuremonitorcommonalertschema';

const isAlert = (item: unknown): item is Json =>
  isObject(item) &&
  textOf(item.schemaId)?.toLowerCase() === schema &&
  isObject(objectOf(item.data).essentials);

/** Names no observable: metrics, resources of yours, and for log alerts whatever columns somebody's query has. */
const readAlert = ({ place, item }: Item): Found | Skipped => {
  if (!isAlert(item)) return refuse(place, 'item-unknown', 'an alert in the common alert schema');
  const essentials = objectOf(objectOf(item.data).essentials);
  return textOf(essentials.monitorCondition)?.toLowerCase() === 'resolved'
    ? leave(place, 'no-indicator', 'says that an alert is over')
    : leave(
        place,
        'no-indicator',
        'a monitoring alert says what is wrong with a resource, not what attacks it',
      );
};

/** The common alert schema of Azure Monitor's action groups: understood, so that its senders are told why nothing comes of it. */
export const azureMonitor: Format = {
  name: 'azure-monitor',
  expects: 'schemaId azureMonitorCommonAlertSchema with data.essentials',
  recognises: (payload) => itemsOf(payload, isAlert).some(({ item }) => isAlert(item)),
  read: (payload) => intakeOf(itemsOf(payload, isAlert).map(readAlert)),
};
