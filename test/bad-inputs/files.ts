import { attribute, left, native, taken, unreadable, value } from './bad-input';

const group = 'files';
const item = native(group);
const body = value(group);

const refused = unreadable('indicator-invalid');

const hash = (name: string, fileHashType: string, fileHashValue: string, expected = refused, sent?: string) =>
  item(
    `hash: ${name}`,
    { fileHashType, fileHashValue },
    expected,
    sent === undefined ? undefined : { fileHashValue: sent },
  );

/** So many hexadecimal digits. */
const hex = (length: number, seed: string): string => seed.repeat(length).slice(0, length);

const sha256 = (seed: string): string => hex(64, seed);

const file = (name: string, fileName: string, seed: string, expected = taken(), sent = fileName) =>
  item(
    `name: ${name}`,
    { fileName, fileHashType: 'sha256', fileHashValue: sha256(seed) },
    expected,
    expected.status === 201 ? { fileName: sent } : undefined,
  );

const emptyMd5 = 'd41d8cd98f00b204e9800998ecf8427e';
const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export const fileInputs = [
  hash('upper case', 'sha256', sha256('AB1'), taken(), sha256('ab1')),
  hash('spaces around', 'sha256', ` ${sha256('ab2')} `, taken(), sha256('ab2')),
  hash('spaces inside', 'sha256', `${hex(32, 'ab3')} ${hex(31, 'ab3')}`),
  ...[31, 33].map((length) => hash(`MD5 of ${length}`, 'md5', hex(length, 'ab'))),
  ...[63, 65].map((length) => hash(`SHA-256 of ${length}`, 'sha256', hex(length, 'ab'))),
  hash('non-hex', 'md5', hex(32, 'xyz')),
  hash('all zeros', 'sha256', sha256('0')),
  hash('of an empty file, MD5', 'md5', emptyMd5, left('hash-of-nothing')),
  hash('of an empty file, SHA-256', 'sha256', emptySha256, left('hash-of-nothing')),
  hash('of an empty file, as unknown', 'unknown', emptySha256.toUpperCase(), left('hash-of-nothing')),
  hash('SHA-512 by that name', 'sha512', hex(128, 'ab4')),
  hash('SHA-512 as unknown', 'unknown', hex(128, 'ab4'), taken()),
  hash('SHA-256 called MD5', 'md5', sha256('ab5')),
  hash(
    'ssdeep',
    'ctph',
    '96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8QsO/wqWXLcMSx:sF1LjEtHHlZDrJzrhuyZvHYm8tKp/RWO',
    taken(),
  ),
  hash(
    'ssdeep called SHA-256',
    'sha256',
    '96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8QsO/wqWXLcMSx:sF1LjEtHHl',
  ),
  hash('filename|sha256', 'sha256', `evil.exe|${sha256('ab6')}`),
  item('hash: without its type', { fileHashValue: sha256('ab7') }, refused),
  body('MISP: filename|sha256', attribute('filename|sha256', `evil.exe|${sha256('ab8')}`), taken(), {
    held: { fileName: 'evil.exe', fileHashValue: sha256('ab8') },
  }),
  body('MISP: SHA-512', attribute('sha512', hex(128, 'ab9')), left('unsupported-type')),
  file('quotes', `a'b"c.exe`, 'ac1'),
  file('NUL', 'a\u0000.exe', 'ac2', refused),
  file('RTL mark inside', 'exe.\u202egpj', 'ac3'),
  file('300 characters', `${'n'.repeat(296)}.exe`, 'ac4'),
  file('8 KiB and one', 'n'.repeat(8193), 'ac5', refused),
  file('a path out of the folder', '../../etc/passwd', 'ac6'),
  item('name: alone, to alert', { fileName: 'alone.exe' }, taken()),
  item('name: alone, to block', { fileName: 'alone.exe', action: 'block' }, left('too-common')),
];
