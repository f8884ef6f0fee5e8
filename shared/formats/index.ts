// Over sixty lines: one line a format.
import { abuseCh } from './abuse-ch';
import { abuseIpdb } from './abuseipdb';
import { anomali } from './anomali';
import { azureMonitor } from './microsoft/azure-monitor';
import { cef } from './log-line/cef';
import { chronicle } from './chronicle/chronicle';
import { ciscoSecureEndpoint } from './cisco-secure-endpoint';
import { cortexAlert } from './paloalto/cortex-alert';
import { cortexIncident } from './paloalto/cortex-incident';
import { crowdSec } from './crowdsec';
import { crowdstrikeAlert } from './crowdstrike/crowdstrike-alert';
import { crowdstrikeIntel } from './crowdstrike/crowdstrike-intel';
import { crowdstrikeIoc } from './crowdstrike/crowdstrike-ioc';
import { crowdstrikeStream } from './crowdstrike/crowdstrike-stream';
import { darktrace } from './darktrace';
import { defenderEndpoint } from './microsoft/defender-endpoint';
import { defenderForCloud } from './microsoft/defender-for-cloud';
import { defenderIncident } from './microsoft/defender-incident';
import { defenderIndicator } from './microsoft/defender-indicator';
import { defenderXdr } from './microsoft/defender-xdr';
import { ecs } from './elastic/ecs';
import { elasticAlert } from './elastic/elastic-alert';
import { type Format } from './format';
import { fortiGate } from './fortinet/fortigate';
import { freeText } from './free-text/free-text';
import { graphAlert } from './microsoft/graph-alert';
import { graylog } from './graylog';
import { greyNoise } from './greynoise';
import { guardDuty } from './aws/guardduty';
import { intelMq } from './intelmq';
import { kibanaCase } from './elastic/kibana-case';
import { leef } from './log-line/leef';
import { malwareBazaar } from './malware-bazaar';
import { mandiant } from './mandiant';
import { misp } from './misp/misp';
import { ocsf } from './ocsf/ocsf';
import { okta } from './okta';
import { openCti } from './stix/opencti';
import { otx } from './otx';
import { panThreat } from './paloalto/pan-threat';
import { plainList } from './list/plain-list';
import { proofpointTap } from './proofpoint-tap';
import { qradar } from './qradar';
import { recordedFuture } from './recorded-future';
import { secureMalwareAnalytics } from './cisco/secure-malware-analytics';
import { securityAlert } from './microsoft/security-alert';
import { securityHub } from './aws/security-hub';
import { securityOnion } from './suricata/security-onion';
import { sentinelIncident } from './microsoft/sentinel-incident';
import { sentinelOneStar } from './sentinelone/sentinelone-star';
import { sentinelOneThreat } from './sentinelone/sentinelone-threat';
import { sentinelTable } from './stix/sentinel-table';
import { sentinelUpload } from './stix/sentinel-upload';
import { shadowserver } from './shadowserver';
import { sophosCentral } from './sophos-central';
import { splunk } from './splunk/splunk';
import { splunkNotable } from './splunk/splunk-notable';
import { splunkSoar } from './splunk/splunk-soar';
import { stix } from './stix/stix';
import { suricata } from './suricata/suricata';
import { thehive } from './thehive';
import { tiIndicator } from './ti-indicator';
import { trendVisionOne } from './trend-vision-one';
import { udmEvent } from './chronicle/udm-event';
import { umbrella } from './cisco/umbrella';
import { vectra } from './vectra';
import { virusTotal } from './virustotal';
import { wazuh } from './wazuh';
import { wildFire } from './paloalto/wildfire';
import { zeekIntel } from './zeek-intel';

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
  crowdstrikeIoc,
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
  splunkNotable,
  splunkSoar,
  graylog,
  wazuh,
  qradar,
  guardDuty,
  securityHub,
  suricata,
  securityOnion,
  zeekIntel,
  intelMq,
  ciscoSecureEndpoint,
  umbrella,
  secureMalwareAnalytics,
  trendVisionOne,
  sentinelOneThreat,
  sentinelOneStar,
  cortexAlert,
  cortexIncident,
  wildFire,
  panThreat,
  proofpointTap,
  sophosCentral,
  vectra,
  darktrace,
  okta,
  kibanaCase,
  virusTotal,
  recordedFuture,
  greyNoise,
  abuseIpdb,
  crowdSec,
  shadowserver,
  crowdstrikeStream,
  thehive,
  ocsf,
  chronicle,
  udmEvent,
  cef,
  leef,
  fortiGate,
  tiIndicator,
  freeText,
  // Comes after every format that takes any text: it reads text only where the sender says that it is a list.
  plainList,
];
