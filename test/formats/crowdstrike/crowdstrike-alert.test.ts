import { crowdstrikeAlert } from '../../../shared/formats/crowdstrike/crowdstrike-alert';
import { intake } from '../intake';

const sha256 = 'ab'.repeat(32);
const md5 = 'cd'.repeat(16);

/** The shape of elastic/integrations, crowdstrike/data_stream/alert/_dev/test/pipeline/test-alert.log. */
const alert = (more: object = {}) => ({
  composite_id: 'c:ind:a:1',
  agent_id: 'a',
  cid: 'c',
  falcon_host_link: 'https://falcon.example/1',
  name: 'a detection',
  severity: 70,
  severity_name: 'High',
  confidence: 80,
  tactic: 'Execution',
  technique: 'User Execution',
  filename: 'a.exe',
  sha256,
  md5,
  sha1: '0'.repeat(40),
  device: { hostname: 'pc1', external_ip: '81.2.69.142', local_ip: '10.1.1.5' },
  ...more,
});

const ioc = { ioc_type: 'hash_sha256', ioc_value: sha256, sha256, md5 };

const read = (payload: unknown, more: object = {}) => intake(crowdstrikeAlert, payload, more);

it('takes the file that made it an alert once, with its other hash; the device and who started it are left', () => {
  const parents = { parent_details: { sha256: 'ef'.repeat(32) }, grandparent_details: { md5 } };
  expect(
    read({ meta: {}, errors: [], resources: [alert({ ioc_context: [ioc], ...parents })] }),
  ).toMatchObject({
    found: [
      `/resources/0/ioc_context/0/sha256: hash ${sha256}, text a.exe`,
      `/resources/0/ioc_context/0/md5: hash ${md5}, text a.exe`,
    ],
    left: [
      '/resources/0/parent_details: observed-only',
      '/resources/0/grandparent_details: observed-only',
      '/resources/0/device: own-asset',
      '/resources/0/falcon_host_link: link',
    ],
  });
});

it.each([
  ['domain', 'evil-host.top', 'domain evil-host.top'],
  ['ipv4', '45.155.205.233', 'any 45.155.205.233'],
  ['hash_md5', md5, `hash ${md5}`],
])('takes an IOC of type %s', (ioc_type, ioc_value, found) => {
  expect(read(alert({ ioc_context: [{ ioc_type, ioc_value }], sha256: null, md5: null })).found).toEqual([
    `/ioc_context/0: ${found}`,
  ]);
});

it('takes the file where the verdict is on it, and leaves a process that did something', () => {
  expect(read(alert({ tactic: 'Machine Learning' })).found).toEqual([
    `/sha256: hash ${sha256}, text a.exe`,
    `/md5: hash ${md5}, text a.exe`,
  ]);
  expect(read(alert()).found).toEqual([]);
  expect(read(alert()).left).toContain('/sha256: observed-only');
});

it.each([
  [{ tags: ['false_positive'] }, 'closed-as-benign'],
  [{ resolution: 'false_positive' }, 'closed-as-benign'],
  [{ status: 'ignored' }, 'closed-as-benign'],
  [{ name: 'EICAR test file' }, 'verdict-not-malicious'],
  [{ severity_name: 'Informational' }, 'verdict-not-malicious'],
])('is left where nothing may come of it: %j', (more, code) => {
  expect(read(alert({ ioc_context: [ioc], ...more }))).toMatchObject({ found: [], left: [`: ${code}`] });
});

it('leaves where somebody signed in from', () => {
  const ends = {
    source_endpoint_address_ip4: '45.155.205.233',
    source_endpoint_ip_address: '45.155.205.233',
  };

  expect(read(alert(ends))).toMatchObject({
    found: [],
    left: expect.arrayContaining(Object.keys(ends).map((name) => `/${name}: observed-only`)) as unknown,
  });
});

it('reads what is malformed as far as it goes', () => {
  expect(
    read(alert({ ioc_context: ['text', {}, { ioc_type: 'registry', ioc_value: 'HKLM' }] })).left,
  ).toEqual(
    expect.arrayContaining([
      '/ioc_context/0: item-not-an-object',
      '/ioc_context/1: no-indicator',
      '/ioc_context/2: unsupported-type',
    ]),
  );
  expect(read([alert(), 7]).left).toContain('/1: item-unknown');
});

it.each([[alert()], [[alert()]], [{ resources: [alert()] }], [{ agent_id: 'a', cid: 'c', device: {} }]])(
  'recognises %#',
  (body) => {
    expect(crowdstrikeAlert.recognises(body)).toBe(true);
  },
);
