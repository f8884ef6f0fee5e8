import { change, domain, from, ip, md5, sha256, to, tried, url, victim, type Sender } from './sender';

/** A finding of Security Hub with a connection in place of its action and its threat intelligence. */
const network = (direction: string | undefined) =>
  change(
    ['findings/0/ThreatIntelIndicators', undefined],
    ['findings/0/Action', undefined],
    [
      'findings/0/Network',
      {
        ...{ Direction: direction, Protocol: 'TCP', SourceIpV4: victim, SourcePort: 50_123 },
        ...{ DestinationIpV4: ip, DestinationPort: 443 },
      },
    ],
  );

/** Services in the cloud: what guards accounts, identities and mail there. */
export const cloudSenders: readonly Sender[] = [
  {
    format: 'guardduty',
    source: 'elastic/integrations, packages/aws (guardduty)',
    takes: ['networkDestinationIPv4 193.32.162.10'],
    leaves: ['/resource: own-asset'],
    tried: [
      tried(
        'victim',
        'that names the own end',
        change(
          ['service/action/networkConnectionAction/remoteIpDetails', undefined],
          ['service/action/networkConnectionAction/localIpDetails', { ipAddressV4: victim }],
        ),
        { takes: [], leaves: ['/resource: own-asset', ': no-indicator'] },
      ),
      tried(
        'unjudged',
        'of a type that condemns nothing, on no list',
        change(['service/evidence', undefined], ['type', 'Recon:EC2/PortProbeUnprotectedPort']),
        { takes: [], leaves: [': verdict-not-malicious'] },
      ),
      tried(
        'malformed',
        'whose other end is a number',
        change(['service/action/networkConnectionAction/remoteIpDetails/ipAddressV4', 7.5]),
        {
          takes: [],
          leaves: [
            '/resource: own-asset',
            '/service/action/networkConnectionAction/remoteIpDetails/ipAddressV4: observable-invalid',
          ],
        },
      ),
      tried(undefined, 'that is archived', change(['service/archived', true]), {
        takes: [],
        leaves: [': closed-as-benign'],
      }),
    ],
  },
  {
    format: 'security-hub',
    source: 'elastic/integrations, packages/aws (securityhub_findings)',
    takes: [domain, to],
    leaves: ['/findings/0/Resources/0: own-asset'],
    tried: [
      tried(
        undefined,
        'by EventBridge and SNS',
        (sample: unknown) => ({
          Type: 'Notification',
          MessageId: 'm',
          TopicArn: 'arn:aws:sns:eu-west-1:1:t',
          Message: JSON.stringify({
            id: '1',
            source: 'aws.securityhub',
            'detail-type': 'Security Hub Findings - Imported',
            detail: sample,
          }),
        }),
        { takes: [domain, to] },
      ),
      tried(
        'victim',
        'that is about a configuration',
        change(
          ['findings/0/Types', ['Software and Configuration Checks/Vulnerabilities/CVE']],
          ['findings/0/ThreatIntelIndicators', []],
        ),
      ),
      tried(
        'unjudged',
        'without types',
        change(['findings/0/Types', undefined], ['findings/0/ThreatIntelIndicators', undefined]),
      ),
      tried(undefined, 'that is archived', change(['findings/0/RecordState', 'ARCHIVED']), {
        leaves: ['/findings/0: closed-as-benign'],
      }),
      tried(
        undefined,
        'that is suppressed, in small letters',
        change(['findings/0/Workflow', { Status: 'suppressed' }]),
        {
          leaves: ['/findings/0: closed-as-benign'],
        },
      ),
      tried(undefined, 'that is a sample', change(['findings/0/Sample', true]), {
        leaves: ['/findings/0: simulated-alert'],
      }),
      tried(
        'malformed',
        'whose indicators are text',
        change(['findings/0/ThreatIntelIndicators', ['x']], ['findings/0/Action', 7]),
      ),
      tried(undefined, 'with a connection out, in place of an action', network('OUT'), {
        takes: [to],
        leaves: ['/findings/0/Network/SourceIpV4: own-asset', '/findings/0/Resources/0: own-asset'],
      }),
      tried(undefined, 'with a connection in', network('IN'), {
        takes: [`networkSourceIPv4 ${victim}`],
        leaves: ['/findings/0/Network/DestinationIpV4: own-asset', '/findings/0/Resources/0: own-asset'],
      }),
      tried('unjudged', 'with a connection of no direction', network(undefined)),
      tried('victim', 'with a connection that is about a configuration', (sample: unknown) =>
        change(['findings/0/Types', ['Software and Configuration Checks/Vulnerabilities/CVE']])(
          network('OUT')(sample),
        ),
      ),
      tried(
        undefined,
        'with infected files',
        change(
          ['findings/0/ThreatIntelIndicators', undefined],
          ['findings/0/Action', undefined],
          [
            'findings/0/Threats',
            [{ Name: 'Rat', FilePaths: [{ FilePath: '/tmp/b', FileName: 'b', Hash: 'ab'.repeat(32) }] }],
          ],
        ),
        { takes: [sha256] },
      ),
    ],
  },
  {
    format: 'okta',
    source: 'panther-labs/panther-analysis, rules/okta_rules; developer.okta.com, System Log and event hooks',
    takes: [from],
    leaves: ['/data/events/0/actor: own-asset'],
    tried: [
      tried('victim', 'of a login', change(['data/events/0/eventType', 'user.session.start']), {
        leaves: ['/data/events/0/actor: own-asset', '/data/events/0/client/ipAddress: observed-only'],
      }),
      tried(
        'unjudged',
        'that was only logged',
        change(['data/events/0/outcome', { result: 'ALLOW' }], ['data/events/0/debugContext', {}]),
      ),
      tried('malformed', 'whose client is text', change(['data/events/0/client', ['x']])),
    ],
  },
  {
    format: 'proofpoint-tap',
    source: 'demisto/content, Packs/ProofpointTAP; help.proofpoint.com, SIEM API',
    takes: [sha256, sha256, md5, url],
    leaves: [
      '/clicksPermitted/0/clickIP: own-asset',
      '/clicksPermitted/0/recipient: own-asset',
      '/clicksPermitted/0/sender: observed-only',
      '/clicksPermitted/0/senderIP: observed-only',
      '/messagesBlocked/0/messageParts/1/md5: observed-only',
      '/messagesBlocked/0/messageParts/1/sha256: observed-only',
      '/messagesBlocked/0/recipient/0: own-asset',
      '/messagesBlocked/0/sender: observed-only',
      '/messagesBlocked/0/senderIP: observed-only',
      '/messagesBlocked/0/threatsInfoMap/1/threat: called-benign',
    ],
    tried: [
      tried('victim', 'whose click is of the own network alone', {
        clicksBlocked: [
          {
            url: 'https://evil-host.top/a',
            threatStatus: 'falsePositive',
            classification: 'phish',
            clickIP: ip,
            clickTime: '2026-11-20T10:00:00Z',
          },
        ],
      }),
      tried('unjudged', 'whose threat has no status', {
        messagesBlocked: [
          {
            GUID: 'g',
            threatsInfoMap: [{ threat: 'evil-host.top', threatType: 'url', classification: 'phish' }],
          },
        ],
      }),
      tried(undefined, 'that is spam', {
        messagesBlocked: [
          {
            GUID: 'g',
            threatsInfoMap: [
              { threat: 'evil-host.top', threatType: 'url', classification: 'spam', threatStatus: 'active' },
            ],
          },
        ],
      }),
      tried(
        'malformed',
        'whose threats are text',
        { messagesBlocked: [{ GUID: 'g', threatsInfoMap: ['x', { threatType: 'url' }] }] },
        {
          leaves: [
            '/messagesBlocked/0/threatsInfoMap/0: item-not-an-object',
            '/messagesBlocked/0/threatsInfoMap/1: indicator-invalid',
          ],
        },
      ),
    ],
  },
];
