// Over sixty lines: a table of CEF's names.
import { type Json } from '../../codec/json-value';
import { textAtPath, textsAtPath } from '../../codec/member-path';
import { byWords, type SourceVerdict } from '../../indicator/verdict';
import { observe, type Why } from '../kit';
import { allOf, hasMembers, hasOneOf } from '../recognition';
import { ofVictim, tableFormat } from '../table';

/** An artifact says what a thing is. That it is bad is known only once an analyst or a playbook tags it so. */
const verdictOf = (artifact: Json): SourceVerdict =>
  byWords(
    {
      malicious: ['malicious', 'known_bad'],
      suspicious: ['suspicious'],
      harmless: ['benign', 'false_positive'],
    },
    textsAtPath(artifact, 'tags').filter((tag) =>
      /^(?:malicious|known_bad|suspicious|benign|false_positive)$/i.test(tag),
    ),
  );

/** Where there is a destination too, the source may be the victim. */
const ofSource = (artifact: Json): SourceVerdict | Why =>
  textAtPath(artifact, 'cef.destinationAddress') === undefined ? verdictOf(artifact) : ofVictim;

const says = 'tags (malicious, suspicious, benign); a mapping in the profile can take what it looks for';

/** Artifacts of Splunk SOAR, alone or in a container, in CEF's names. */
export const splunkSoar = tableFormat({
  name: 'splunk-soar',
  marks: ['cef', 'cef_types'],
  expects:
    'an artifact of Splunk SOAR with cef and container_id or source_data_identifier, or {"artifacts":[…]}',
  one: 'an artifact of Splunk SOAR',
  items: ['artifacts', 'data', 'value'],
  is: (item) =>
    allOf(
      hasMembers(item, 'cef'),
      hasOneOf(item, 'container_id', 'source_data_identifier', 'cef_types', 'container'),
    ),
  id: 'id',
  about: (artifact) => ({
    description: textAtPath(artifact, 'name'),
    severity: { value: textAtPath(artifact, 'severity') },
    lastSeen: textAtPath(artifact, 'start_time', 'create_time'),
    tags: textsAtPath(artifact, 'tags'),
  }),
  parts: [
    {
      at: '',
      verdict: verdictOf,
      says,
      values: [
        {
          at: 'cef.destinationAddress',
          as: (value) => observe.host(value, 'destination'),
          port: 'cef.destinationPort',
        },
        { at: 'cef.destinationDnsDomain', as: observe.domain },
        { at: 'cef.requestURL', as: observe.url },
        { at: 'cef.fileHash', as: observe.hash },
        { at: 'cef.fromEmail', as: observe.text('emailSenderAddress') },
      ],
      files: [
        {
          name: 'cef.fileName',
          hashes: { sha256: 'cef.fileHashSha256', sha1: 'cef.fileHashSha1', md5: 'cef.fileHashMd5' },
        },
      ],
    },
    {
      at: '',
      verdict: ofSource,
      says,
      values: [{ at: 'cef.sourceAddress', as: (value) => observe.host(value, 'source') }],
    },
  ],
  leaves: [
    [
      ofVictim,
      'cef.destinationUserName',
      'cef.sourceUserName',
      'cef.destinationHostName',
      'cef.deviceHostname',
    ],
  ],
  none: 'its cef names nothing that a tiIndicator has a member for',
});
