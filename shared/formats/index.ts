import { abuseCh } from './abuse-ch';
import { anomali } from './anomali';
import { azureMonitor } from './azure-monitor';
import { cef } from './cef';
import { chronicle } from './chronicle';
import { crowdstrikeIntel } from './crowdstrike-intel';
import { crowdstrikeStream } from './crowdstrike-stream';
import { defenderEndpoint } from './defender-endpoint';
import { defenderForCloud } from './defender-for-cloud';
import { defenderXdr } from './defender-xdr';
import { ecs } from './ecs';
import { elasticAlert } from './elastic-alert';
import { type Format } from './format';
import { freeText } from './free-text';
import { graphAlert } from './graph-alert';
import { graylog } from './graylog';
import { leef } from './leef';
import { misp } from './misp';
import { ocsf } from './ocsf';
import { openCti } from './opencti';
import { otx } from './otx';
import { qradar } from './qradar';
import { securityAlert } from './security-alert';
import { sentinelIncident } from './sentinel-incident';
import { sentinelUpload } from './sentinel-upload';
import { splunk } from './splunk';
import { stix } from './stix';
import { thehive } from './thehive';
import { tiIndicator } from './ti-indicator';
import { wazuh } from './wazuh';

/** Every format, in the order in which a payload is tried. A new format is one file and one line here. */
export const formats: readonly Format[] = [
  sentinelUpload,
  openCti,
  stix,
  misp,
  elasticAlert,
  ecs,
  otx,
  abuseCh,
  anomali,
  crowdstrikeIntel,
  azureMonitor,
  sentinelIncident,
  securityAlert,
  graphAlert,
  defenderEndpoint,
  defenderXdr,
  defenderForCloud,
  splunk,
  graylog,
  wazuh,
  qradar,
  crowdstrikeStream,
  thehive,
  ocsf,
  chronicle,
  cef,
  leef,
  tiIndicator,
  freeText,
];
