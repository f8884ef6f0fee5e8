import { formats } from '../../shared/formats';
import { type SourceVerdict } from '../../shared/indicator/verdict';
import { options } from './intake';
import { change } from './senders/sender';
import { sampleOf } from '../contract/sample-payloads';

/** Words that a sender judges by: put at the ways of its sample, each is the verdict on what stands at the place. */
interface Words {
  readonly format: string;
  readonly ways: readonly string[];
  readonly place: string;
  readonly words: Readonly<Partial<Record<SourceVerdict, readonly string[]>>>;
}

const table: readonly Words[] = [
  {
    format: 'wildfire',
    ways: ['wildfire/get-verdict-info/verdict'],
    place: '/wildfire',
    words: {
      malicious: ['malware', 'malicious', 'phishing', 'c2', 'yes', '1', '4', '5'],
      suspicious: ['grayware', '2'],
      clean: ['benign', '0'],
      unsaid: ['unknown', 'pending', 'n/a', '-100', '-101', '-102', '-103'],
    },
  },
  {
    format: 'pan-threat',
    ways: ['0/URLCategory'],
    place: '/0/URL',
    words: {
      malicious: ['command-and-control', 'malware', 'phishing', 'ransomware'],
      suspicious: ['grayware', 'high-risk', 'compromised-website'],
      clean: ['news'],
    },
  },
  {
    format: 'crowdsec',
    ways: ['new/0/type'],
    place: '/new/0',
    words: {
      malicious: ['ban', 'malicious'],
      suspicious: ['captcha', 'throttle', 'suspicious'],
      harmless: ['safe', 'benign'],
      unsaid: ['unknown'],
    },
  },
  {
    format: 'greynoise',
    ways: ['0/classification'],
    place: '/0',
    words: {
      malicious: ['malicious'],
      suspicious: ['suspicious'],
      harmless: ['benign'],
      unsaid: ['unknown', ''],
    },
  },
  {
    format: 'virustotal',
    ways: ['data/1/attributes/gti_assessment/verdict/value'],
    place: '/data/1',
    words: {
      malicious: ['VERDICT_MALICIOUS', 'malicious'],
      // Without a verdict the engines count, and one of them is not sure.
      suspicious: ['VERDICT_SUSPICIOUS', 'VERDICT_UNDETECTED', 'VERDICT_UNKNOWN', 'VERDICT_UNSPECIFIED'],
      harmless: ['VERDICT_BENIGN', 'VERDICT_HARMLESS'],
    },
  },
  {
    format: 'proofpoint-tap',
    ways: ['clicksPermitted/0/threatStatus'],
    place: '/clicksPermitted/0/url',
    words: { malicious: ['active'], harmless: ['cleared', 'falsePositive'] },
  },
  {
    format: 'proofpoint-tap',
    ways: ['clicksPermitted/0/classification'],
    place: '/clicksPermitted/0/url',
    words: { malicious: ['malware', 'phish', 'phishing', 'toad'], clean: ['spam', 'impostor'] },
  },
  {
    format: 'sentinelone-threat',
    ways: ['data/0/threatInfo/analystVerdict'],
    place: '/data/0/threatInfo/sha256',
    words: {
      malicious: ['true_positive'],
      suspicious: ['suspicious'],
      harmless: ['false_positive'],
    },
  },
  {
    format: 'sentinelone-threat',
    ways: ['data/0/threatInfo/confidenceLevel'],
    place: '/data/0/threatInfo/sha256',
    words: { malicious: ['malicious'], suspicious: ['suspicious'], unsaid: ['n/a', 'undefined'] },
  },
  {
    format: 'sentinelone-star',
    ways: ['data/0/ruleInfo/treatAsThreat'],
    place: '/data/0/sourceProcessInfo',
    words: { malicious: ['MALICIOUS'], suspicious: ['Suspicious'], unsaid: ['UNDEFINED'] },
  },
  {
    format: 'crowdstrike-ioc',
    ways: ['resources/1/action'],
    place: '/resources/1',
    words: {
      malicious: ['prevent', 'prevent_no_ui', 'detect'],
      harmless: ['allow'],
      clean: ['no_action'],
      unsaid: [''],
    },
  },
  {
    format: 'umbrella',
    ways: ['data/0/categories/0/label', 'data/0/threats/0/type'],
    place: '/data/0/domain',
    words: {
      malicious: [
        'Malware',
        'Command and Control',
        'Command and Control Callbacks',
        'Phishing',
        'Cryptomining',
        'Ransomware',
      ],
      suspicious: ['Newly Seen Domains', 'Potentially Harmful', 'Dynamic DNS', 'DNS Tunneling VPN'],
      clean: ['News'],
    },
  },
  {
    format: 'splunk-soar',
    ways: ['tags'],
    place: '/cef/requestURL',
    words: {
      malicious: ['malicious', 'known_bad'],
      suspicious: ['suspicious'],
      harmless: ['benign', 'false_positive'],
      unsaid: ['case-1'],
    },
  },
  {
    format: 'kibana-case',
    ways: ['cases/0/observables/0/description'],
    place: '/cases/0/observables/0',
    words: {
      malicious: ['malicious'],
      suspicious: ['suspicious'],
      harmless: ['benign', 'false positive'],
      unsaid: ['the victim'],
    },
  },
];

/** The verdict that shows in what is made of it: taken, taken where suspicious is, taken back, or left and why. */
const verdictOn = (name: string, body: unknown, place: string): SourceVerdict | undefined => {
  const read = (takeSuspicious: boolean) => {
    const intake = formats.find((one) => one.name === name)?.read(body, { ...options, takeSuspicious });
    const isThere = (one: { readonly place: string }): boolean => one.place.startsWith(place);
    return {
      drafts: (intake?.found ?? [])
        .filter(isThere)
        .flatMap((one) => (one._tag === 'Draft' ? [one.draft] : [])),
      codes: (intake?.skipped ?? []).filter(isThere).map(({ reason }) => reason.code),
    };
  };
  const [sure, wide] = [read(false), read(true)];
  if (sure.drafts.length > 0)
    return sure.drafts.every(({ judgements }) => judgements?.includes('benign')) ? 'harmless' : 'malicious';
  if (wide.drafts.length > 0) return 'suspicious';
  if (wide.codes.includes('verdict-not-malicious')) return 'clean';
  return wide.codes.includes('observed-only') ? 'unsaid' : undefined;
};

const rows = table.flatMap(({ format, ways, place, words }) =>
  Object.entries(words).flatMap(([verdict, list]) =>
    list.map((word) => ({ format, ways, place, word, verdict })),
  ),
);

describe('a word by which a sender judges', () => {
  it.each(rows)('of $format, $word in $ways.0, is $verdict', ({ format, ways, place, word, verdict }) => {
    const body = change(...ways.map((way) => [way, word] as const))(sampleOf(format));
    expect(verdictOn(format, body, place)).toBe(verdict);
  });
});
