import { memberNames, observableNames } from '../../shared/codec/ti-indicator';
import { evidenceOf, strengths, type Evidence } from '../../shared/indicator/strength';

const observables: readonly string[] = Object.values(observableNames).flat();

const weak = [
  'emailSenderName',
  'emailSubject',
  'emailXMailer',
  'fileMutexName',
  'fileName',
  'filePath',
  'userAgent',
];
const detail = ['fileCompileDateTime', 'fileCreatedDateTime', 'fileSize'];
const common = [
  'emailEncoding',
  'emailLanguage',
  'fileHashType',
  'filePacker',
  'fileType',
  'networkDestinationAsn',
  'networkDestinationPort',
  'networkPort',
  'networkProtocol',
  'networkSourceAsn',
  'networkSourcePort',
];

const evidence = (...kinds: readonly string[]): Evidence =>
  evidenceOf(kinds.map((kind) => ({ kind, value: '1' })));

describe('what an observable says by itself', () => {
  it.each(memberNames)('is decided for %s if and only if it is an observable', (name) => {
    expect(Object.hasOwn(strengths, name)).toBe(observables.includes(name));
  });

  it.each(
    observables.map((name): [string, Evidence] => [
      name,
      weak.includes(name) ? 'weak' : [...detail, ...common].includes(name) ? 'none' : 'strong',
    ]),
  )('%s alone is %s', (name, said) => {
    expect(evidence(name)).toBe(said);
  });
});

describe('what several observables say together', () => {
  it.each<[Evidence, readonly string[]]>([
    ['none', common],
    ['none', [...common, ...detail]],
    ['none', ['networkDestinationPort', 'networkProtocol']],
    ['weak', ['userAgent', ...common]],
    ['weak', ['fileName', 'fileType']],
    ['joint', ['fileName', 'fileSize']],
    ['joint', ['fileName', 'filePath']],
    ['joint', ['emailSubject', 'emailSenderName']],
    ['strong', ['fileName', 'fileHashType', 'fileHashValue']],
    ['strong', ['networkPort', 'networkIPv4']],
  ])('is %s for %j', (said, kinds) => {
    expect(evidence(...kinds)).toBe(said);
    expect(evidence(...[...kinds].reverse())).toBe(said);
  });
});
