// Over sixty lines: one line a format.
import { abuseCh } from './abuse-ch';
import { anomali } from './anomali';
import { azureMonitor } from './microsoft/azure-monitor';
import { cef } from './log-line/cef';
import { chronicle } from './chronicle/chronicle';
import { ciscoSecureEndpoint } from './cisco-secure-endpoint';
import { crowdstrikeAlert } from './crowdstrike/crowdstrike-alert';
import { crowdstrikeIntel } from './crowdstrike/crowdstrike-intel';
import { crowdstrikeStream } from './crowdstrike/crowdstrike-stream';
import { defenderEndpoint } from './microsoft/defender-endpoint';
import { defenderIncident } from './microsoft/defender-incident';
import { defenderIndicator } from './microsoft/defender-indicator';
import { defenderForCloud } from './microsoft/defender-for-cloud';
import { defenderXdr } from './microsoft/defender-xdr';
import { ecs } from './elastic/ecs';
import { elasticAlert } from './elastic/elastic-alert';
import { type Format } from './format';
import { freeText } from './free-text/free-text';
import { graphAlert } from './microsoft/graph-alert';
import { graylog } from './graylog';
import { sentinelTable } from './stix/sentinel-table';
import { guardDuty } from './aws/guardduty';
import { intelMq } from './intelmq';
import { plainList } from './list/plain-list';
import { leef } from './log-line/leef';
import { malwareBazaar } from './malware-bazaar';
import { mandiant } from './mandiant';
import { misp } from './misp/misp';
import { ocsf } from './ocsf/ocsf';
import { openCti } from './stix/opencti';
import { otx } from './otx';
import { qradar } from './qradar';
import { securityAlert } from './microsoft/security-alert';
import { sentinelIncident } from './microsoft/sentinel-incident';
import { sentinelUpload } from './stix/sentinel-upload';
import { splunk } from './splunk/splunk';
import { stix } from './stix/stix';
import { suricata } from './suricata/suricata';
import { thehive } from './thehive';
import { tiIndicator } from './ti-indicator';
import { trendVisionOne } from './trend-vision-one';
import { wazuh } from './wazuh';

/** Every format, in the order in which a payload is tried. A new format is one file and one line here. */
export const formats: readonly Format[] = [
  sentinelUpload,
  sentinelTable,
  openCti,
  mandiant,
  stix,
  misp,
  elasticAlert,
  ecs,
  otx,
  abuseCh,
  malwareBazaar,
  anomali,
  crowdstrikeIntel,
  crowdstrikeAlert,
  azureMonitor,
  sentinelIncident,
  securityAlert,
  graphAlert,
  defenderIncident,
  defenderIndicator,
  defenderEndpoint,
  defenderXdr,
  defenderForCloud,
  splunk,
  graylog,
  wazuh,
  qradar,
  guardDuty,
  suricata,
  intelMq,
  ciscoSecureEndpoint,
  trendVisionOne,
  crowdstrikeStream,
  thehive,
  ocsf,
  chronicle,
  cef,
  leef,
  tiIndicator,
  freeText,
  // Behind what takes any text: only who says that text is a list has it read as one.
  plainList,
];
