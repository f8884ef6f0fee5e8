import { canonicalHost } from '../../codec/host';
import { setting } from '../../codec/setting';
import { integerText, secureUrl, text, withDefault } from '../../codec/text-value';

/** Clouds without tiIndicators (the availability row of the Graph documentation), refused at start. */
const cloudsWithout = ['graph.microsoft.us', 'dod-graph.microsoft.us', 'microsoftgraph.chinacloudapi.cn'];

const graphRoot = (value: string): string | undefined => {
  const url = secureUrl(value);
  if (url === undefined) return undefined;
  const { hostname, pathname } = new URL(url);
  return pathname.length > 1 && !cloudsWithout.includes(canonicalHost(hostname) ?? '') ? url : undefined;
};

/** The settings of an instance of Graph. */
export const graphSettings = {
  baseUrl: setting({
    codec: withDefault(
      'the Graph root with its version, such as https://graph.microsoft.com/beta; https, or http on this machine; tiIndicators are not in the US Government and China clouds',
      graphRoot,
      'https://graph.microsoft.com/beta',
    ),
    about: 'the token is sent to this origin and to no other',
    sample: 'http://127.0.0.1:7072/beta',
    leftOut: 'the default is the only cloud that has tiIndicators',
    pointsSomewhere: true,
  }),
  scope: setting({
    codec: withDefault('the scope of the token', text, 'https://graph.microsoft.com/.default'),
    about: '',
    leftOut: 'goes with the base URL',
    pointsSomewhere: true,
  }),
  // The documented limit of any operation on tiIndicator, for one app in one tenant (Graph throttling limits).
  requestsPerMinute: setting({
    codec: withDefault('an integer from 1 to 100000, or 0 for no limit', integerText(0, 100_000), 1000),
    about: 'what Graph documents for one app in one tenant, kept over all instances of the app',
    leftOut: 'the default is what Graph documents',
  }),
};
