import { ciscoSecureEndpoint } from '../../shared/formats/cisco-secure-endpoint';
import { intake } from './intake';

/** The shape of elastic/integrations, cisco_secure_endpoint/data_stream/event/_dev/test/pipeline/test-cisco-amp9.log. */
const event = (more: object) => ({
  event_type: 'Threat Detected',
  event_type_id: 1,
  connector_guid: 'g',
  detection: 'W32.Loader',
  severity: 'High',
  computer: { hostname: 'pc1', external_ip: '81.2.69.144' },
  ...more,
});

const file = (disposition: unknown) => ({
  disposition,
  file_name: 'a.exe',
  identity: { sha256: 'ab'.repeat(32), md5: 'cd'.repeat(16) },
  parent: { disposition: 'Malicious', identity: { sha256: 'ef'.repeat(32) } },
});

const network = {
  remote_ip: '45.155.205.233',
  remote_port: 443,
  local_ip: '10.0.0.4',
  dirty_url: 'http://evil-host.top/a',
};

const read = (payload: unknown, more: object = {}) => intake(ciscoSecureEndpoint, payload, more);

it('takes two hashes of one kind as those of two files, which nothing ties together', () => {
  const identity = { sha256: ['ab'.repeat(32), 'cd'.repeat(32)], md5: 'ef'.repeat(16) };
  const { found, drafts } = read({
    version: 'v1',
    data: [event({ file: { disposition: 'Malicious', identity } })],
  });
  expect(found).toEqual([
    `/data/0/file/identity/sha256/0: hash ${'ab'.repeat(32)}`,
    `/data/0/file/identity/sha256/1: hash ${'cd'.repeat(32)}`,
    `/data/0/file/identity/md5: hash ${'ef'.repeat(16)}`,
  ]);
  expect(drafts.map(({ partOf }) => partOf)).toEqual([undefined, undefined, undefined]);
});

it.each(['Malicious', 'malicious'])(
  'takes the hashes of a file that is %s, and leaves its parent',
  (word) => {
    expect(read({ version: 'v1', data: [event({ file: file(word) })] })).toMatchObject({
      found: [
        `/data/0/file/identity/sha256: hash ${'ab'.repeat(32)}, text a.exe`,
        `/data/0/file/identity/md5: hash ${'cd'.repeat(16)}, text a.exe`,
      ],
      left: ['/data/0/file/parent: observed-only', '/data/0/computer: own-asset'],
    });
  },
);

it.each(['Clean', 'Unknown', 'Suspicious', null, {}])('leaves a file that is %j', (word) => {
  const { found, left } = read(event({ file: file(word) }));
  expect(found).toEqual([]);
  expect(left).toContain('/file/identity/sha256: verdict-not-malicious');
});

it('takes what a flow was blocked for, and leaves other connections', () => {
  expect(read(event({ event_type: 'DFC Threat Detected', network_info: network }))).toMatchObject({
    found: [
      '/network_info/remote_ip: destination 45.155.205.233',
      '/network_info/dirty_url: url http://evil-host.top/a',
    ],
    left: ['/network_info/local_ip: own-asset', '/computer: own-asset'],
  });
  expect(read(event({ network_info: network })).found).toEqual([]);
});

it.each([[event({ file: file('Malicious') })], [[event({})]], [{ data: event({}) }]])(
  'recognises %#',
  (body) => {
    expect(ciscoSecureEndpoint.recognises(body)).toBe(true);
  },
);

it('says where there is nothing, and refuses what is none', () => {
  expect(read(event({ file: 'text' })).left).toEqual([': no-indicator', '/computer: own-asset']);
  expect(read([event({ file: file('Malicious') }), { a: 1 }]).left).toContain('/1: item-unknown');
  expect(ciscoSecureEndpoint.recognises({ event_type: 'a', event_type_id: 1 })).toBe(false);
});
