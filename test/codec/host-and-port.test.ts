import fc from 'fast-check';
import { hostAndPort } from '../../shared/codec/host-and-port';

describe('a host and the port behind it', () => {
  it.each([
    ['evil.com:8443', 'evil.com', '8443'],
    ['192.0.2.1:443', '192.0.2.1', '443'],
    ['[2001:db8::5]:8080', '[2001:db8::5]', '8080'],
  ])('%s is split', (text, host, port) => {
    expect(hostAndPort(text)).toEqual({ host, port });
    expect(hostAndPort(text, true)).toEqual({ host, port });
  });

  it.each([
    'evil.com',
    '192.0.2.1',
    '2001:db8::5',
    '[2001:db8::5]',
    '::ffff:192.0.2.1',
    '2001:db8::192.0.2.1',
    '2001:db8:0:0:0:0:0:5',
    '192.0.2.1:http',
    '192.0.2.1:443:80',
    '192.0.2.1:',
    '192.0.2.1:123456',
    'fe80::1%eth0',
    ':443',
    '::',
    '',
  ])('%j is a host as a whole, whether or not a port is announced', (text) => {
    expect(hostAndPort(text)).toEqual({ host: text });
    expect(hostAndPort(text, true)).toEqual({ host: text });
  });

  it.each([
    ['2001:db8::5:8080', '2001:db8::5'],
    ['2001:db8:1:2:3:4:5:6:8080', '2001:db8:1:2:3:4:5:6'],
  ])('%s is split only where a port is announced', (text, host) => {
    expect(hostAndPort(text)).toEqual({ host: text });
    expect(hostAndPort(text, true)).toEqual({ host, port: '8080' });
  });

  it('never loses or adds a character', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.[\]]{0,20}$/)), (text) => {
        for (const announced of [true, false]) {
          const { host, port } = hostAndPort(text, announced);
          expect(port === undefined ? host : `${host}:${port}`).toBe(text);
        }
      }),
    );
  });
});
