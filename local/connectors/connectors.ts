import { version } from '../../package.json';
import { describeApi } from '../../shared/openapi/document';
import { connectorOf, type Connector } from './connector';

/** There are two, because senders and those who look after what is parked have separate keys. */
const connectors: Readonly<Record<'send' | 'parked', Connector>> = {
  send: {
    title: 'Indicator Gateway',
    description: 'Sends security events, and gets an answer for every indicator in them.',
    operations: ['createIndicators', 'previewIndicators'],
  },
  parked: {
    title: 'Indicator Gateway, parked',
    description: 'Lists what the gateway gave up for now, and sends it again.',
    operations: ['listParked', 'replayParked'],
  },
};

/** File names in docs/connectors, and what they hold. */
export const connectorFiles = (): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(connectors).map(([name, connector]) => [
      `${name}.swagger.json`,
      `${JSON.stringify(connectorOf(describeApi({ url: 'https://app.azurewebsites.net', version }), connector), null, 2)}\n`,
    ]),
  );
