import { judgementOf, judgementsIn } from '../../shared/indicator/judgement';

const codeOf = (...words: readonly string[]) => judgementOf(words)?.code;

describe('a word of a source', () => {
  it.each([
    'benign',
    'Benign',
    'whitelist',
    'White-Listed',
    'allow',
    'Allowed',
    'allow_list',
    'goodware',
    'False Positive',
    'false-positive',
    'falsepos',
    'known-good',
    'classification:benign',
    'whitelist:a list',
    'false-positive:risk="high"',
    'false-positive:confirmed="true"',
  ])('takes a thing back: %s', (word) => {
    expect(codeOf('malware', word)).toBe('called-benign');
  });

  it.each(['misp:to_ids="False"', 'detection:false', 'to_ids=false'])(
    'says that it is not for detection: %s',
    (word) => {
      expect(codeOf(word)).toBe('not-to-ids');
    },
  );

  it.each([
    'malware',
    'anomalous-activity',
    'not-whitelisted',
    'allowlist-bypass',
    'tlp:white',
    'tlp:clear',
    'false-positive:risk="low"',
    'false-positive:confirmed="false"',
    'misp:to_ids="True"',
    'misp-galaxy:tool="Clean"',
    'constructor',
    '',
    `benign:${'x'.repeat(200)}`,
  ])('says nothing of the kind: %j', (word) => {
    expect(codeOf(word)).toBeUndefined();
  });
});

describe('a member of a thing', () => {
  it.each([
    [{ isWhitelisted: true }, 'called-benign'],
    [{ is_whitelisted: '1' }, 'called-benign'],
    [{ false_positive: 'true' }, 'called-benign'],
    [{ status: 'falsepos' }, 'called-benign'],
    [{ classification: 'Benign' }, 'called-benign'],
    [{ action: 'Allowed' }, 'called-benign'],
    [{ detection: false }, 'not-to-ids'],
    [{ x_opencti_detection: 'False' }, 'not-to-ids'],
  ])('takes it back: %j', (item, code) => {
    expect(judgementOf(judgementsIn({}, item) ?? [])?.code).toBe(code);
  });

  it.each([[{ isWhitelisted: false }], [{ status: 'active' }], [{ detection: true }], [{ name: 'benign' }]])(
    'says nothing of the kind: %j',
    (item) => {
      expect(judgementsIn(item)).toBeUndefined();
    },
  );
});
