import { suricata } from '../../../shared/formats/suricata/suricata';
import { intake } from '../intake';

/** The shape of elastic/integrations, suricata/data_stream/eve/_dev/test/pipeline/test-eve-metadata.log. */
const event = (metadata: unknown, more: object = {}) => ({
  timestamp: '2026-11-27T01:28:11.488362+0100',
  flow_id: 1,
  event_type: 'alert',
  src_ip: '10.0.0.4',
  src_port: 4711,
  dest_ip: '45.155.205.233',
  dest_port: 443,
  proto: 'TCP',
  alert: { signature: 'a control server', severity: 1, category: 'A Network Trojan was detected', metadata },
  ...more,
});

const read = (payload: unknown) => intake(suricata, payload);

it.each([[['dest_ip']], ['dest_ip'], [['DEST_IP']]])(
  'takes the end that its rule calls hostile, with its port: %j',
  (hostile) => {
    const { found, left, drafts } = read(
      event({ hostile, malware_family: ['Loader'], confidence: ['High'] }),
    );
    expect(found).toEqual(['/dest_ip: destination 45.155.205.233']);
    expect(left).toEqual(['/src_ip: own-asset']);
    expect(drafts).toMatchObject([
      {
        observed: [{ port: 443 }],
        malwareFamilies: ['Loader'],
        confidence: { value: 'High' },
        severity: { value: 'high' },
      },
    ]);
  },
);

it('takes a hostile source without its port, which is any', () => {
  const { found, drafts } = read(event({ hostile: ['src_ip'] }, { src_ip: '45.155.205.1' }));
  expect(found).toEqual(['/src_ip: source 45.155.205.1']);
  expect(drafts[0]?.observed[0]).not.toHaveProperty('port');
});

it.each([[undefined], [{}], [{ hostile: ['nobody'] }], ['text']])(
  'leaves both ends where the rule calls neither hostile: %j',
  (metadata) => {
    expect(read(event(metadata)).found).toEqual([]);
    expect(read(event(metadata)).left).toHaveLength(2);
  },
);

it('leaves names in the traffic, and what is no alert', () => {
  expect(read(event({}, { tls: { sni: 'a.example' }, http: { hostname: 'b.example' } })).left).toEqual(
    expect.arrayContaining(['/tls/sni: observed-only', '/http/hostname: observed-only']),
  );
  expect(read(event({}, { event_type: 'dns' }))).toMatchObject({ found: [], left: [': telemetry'] });
});

it.each([[{ event_type: 'alert' }], [{ timestamp: 'x', src_ip: 'y' }], [null], [[]]])(
  'is none of %j',
  (body) => {
    expect(suricata.recognises(body)).toBe(false);
  },
);

it('says where an alert has no ends', () => {
  expect(read(event({ hostile: ['src_ip'] }, { src_ip: null, dest_ip: 7.5 })).found).toEqual([]);
  expect(read(event({}, { src_ip: null, dest_ip: {} })).left).toEqual([': no-indicator']);
});
