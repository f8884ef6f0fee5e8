import { plainList } from '../../../shared/formats/list/plain-list';
import { intake } from '../intake';

const sha256 = 'd47712cceb4c780603026e6325221c1bcff90679ebc076baa51c71ebe796717c';
const md5 = 'd41d8cd98f00b204e9800998ecf8427f';

const read = (...lines: readonly string[]) => {
  const { found, left } = intake(plainList, lines.join('\n'));
  return { found, left };
};

describe('a list with an observable a line', () => {
  it.each([
    ['45.155.205.233', '/0: any 45.155.205.233'],
    ['45.155.205.233:8080', '/0: any 45.155.205.233:8080'],
    ['45[.]155[.]205[.]233', '/0: any 45.155.205.233'],
    ['45.155.205.0/24', '/0: any 45.155.205.0/24'],
    ['45.155.205.0/24 ; SBL1', '/0: any 45.155.205.0/24'],
    ['2a0e:1c80::1', '/0: any 2a0e:1c80::1'],
    ['evil-host.top', '/0: domain evil-host.top'],
    ['evil-host.top # seen in May', '/0: domain evil-host.top'],
    ['evil-host[.]top', '/0: domain evil-host.top'],
    ['"evil-host.top"', '/0: domain evil-host.top'],
    ['https://evil-host.top/a,b;c|d', '/0: url https://evil-host.top/a,b;c|d'],
    ['hxxps://evil-host[.]top/a', '/0: url hxxps://evil-host[.]top/a'],
    ['billing@evil-host.top', '/0: text billing@evil-host.top'],
    [md5, `/0: hash ${md5}`],
    [sha256.toUpperCase(), `/0: hash ${sha256.toUpperCase()}`],
    [`sha256:${sha256}`, `/0: hash sha256:${sha256}`],
  ])('takes %s', (line, found) => {
    expect(read(line)).toEqual({ found: [found], left: [] });
  });

  it.each([
    'Please look at evil-host.top',
    'localhost',
    '*.evil-host.top',
    'x,y',
    'evil-host.top,c2',
    `${md5}0`,
  ])('refuses %s, and reads the others', (line) => {
    expect(read('evil-host.top', line, '45.155.205.233')).toEqual({
      found: ['/0: domain evil-host.top', '/2: any 45.155.205.233'],
      left: ['/1: item-unknown'],
    });
  });

  it('counts comments, in the notation of several feeds, as little as blank lines', () => {
    expect(
      read('# OpenPhish', '', '; list', '// list', '! list', '#evil-host.top', '45.155.205.233', ''),
    ).toEqual({
      found: ['/6: any 45.155.205.233'],
      left: [],
    });
  });

  it('is refused where no line can be read, whatever is above', () => {
    expect(read('# a list', 'one two', 'three')).toEqual({
      found: [],
      left: ['/1: item-unknown', '/2: item-unknown'],
    });
  });

  it.each([[''], ['\n \n'], ['\ufeff'], ['# nothing today'], ['domain,note']])(
    'is empty, and says so: %j',
    (text) => {
      expect(read(text)).toEqual({ found: [], left: [': no-indicator'] });
    },
  );

  it('is refused as a whole with more than 10,000 lines', () => {
    expect(read(...Array.from({ length: 10_001 }, () => 'evil-host.top'))).toEqual({
      found: [],
      left: [': too-many-items'],
    });
  });
});

describe('a list in CSV', () => {
  it.each([
    ['a comma', ','],
    ['a semicolon', ';'],
    ['a tab', '\t'],
    ['a bar', '|'],
  ])('is read where %s divides its columns', (_, comma) => {
    expect(read(['Domain', 'note'].join(comma), ['evil-host.top', 'a "note"'].join(comma))).toEqual({
      found: ['/1: domain evil-host.top'],
      left: [],
    });
  });

  it.each([
    ['indicator', 'evil-host.top', 'domain evil-host.top'],
    ['IOC Value', '45.155.205.233', 'any 45.155.205.233'],
    ['ip_address', '45.155.205.0/24', 'any 45.155.205.0/24'],
    ['CIDR', '45.155.205.0/24', 'any 45.155.205.0/24'],
    ['domain_name', 'evil-host.top', 'domain evil-host.top'],
    ['url', 'https://evil-host.top/a', 'url https://evil-host.top/a'],
    ['SHA-256', sha256, `hash ${sha256}`],
    ['hash', md5, `hash ${md5}`],
    ['e-mail address', 'a@evil-host.top', 'text a@evil-host.top'],
  ])('takes the column %s', (name, value, found) => {
    expect(read(`id,${name},note`, `1,${value},x`).found).toEqual([`/1: ${found}`]);
    expect(read(name, value).found).toEqual([`/1: ${found}`]);
  });

  it.each(['src_ip', 'dst_ip', 'host', 'hostname', 'user', 'computer', 'reference'])(
    'takes nothing of a table whose column is %s: it may be anybody’s',
    (name) => {
      expect(read(`time,${name}`, '2026-01-01,45.155.205.233')).toEqual({
        found: [],
        left: ['/0: item-unknown', '/1: item-unknown'],
      });
    },
  );

  it('takes several columns of a row, each at a place of its own', () => {
    expect(read('ip,sha256,owner', `45.155.205.233,${sha256},me`, ',,me').found).toEqual([
      '/1/ip: any 45.155.205.233',
      `/1/sha256: hash ${sha256}`,
    ]);
    expect(read('ip,sha256,owner', ',,me').left).toEqual(['/1: no-indicator']);
  });

  it.each([
    ['ip-dst', '45.155.205.233', 'destination 45.155.205.233'],
    ['ip-src', '45.155.205.233', 'source 45.155.205.233'],
    ['IPv4', '45.155.205.233', 'any 45.155.205.233'],
    ['ip:port', '45.155.205.233:443', 'destination 45.155.205.233'],
    ['ip-dst|port', '45.155.205.233|443', 'destination 45.155.205.233'],
    ['domain|ip', 'evil-host.top|45.155.205.233', 'domain evil-host.top, any 45.155.205.233'],
    ['filename|sha256', `a.exe|${sha256}`, `text a.exe, hash ${sha256}`],
    ['FileHash-SHA256', sha256, `hash ${sha256}`],
    ['FileSha256', sha256, `hash ${sha256}`],
    ['hostname', 'evil-host.top', 'domain evil-host.top'],
    ['', 'evil-host.top', 'domain evil-host.top'],
  ])('heeds what a row says that it lists: %s', (type, value, found) => {
    expect(read('type,value', `${type},${value}`).found).toEqual([`/1: ${found}`]);
  });

  it.each(['YARA', 'filename', 'btc', 'domain|port', '|'])('leaves a row of the type %s', (type) => {
    expect(read('type,value', `${type},evil-host.top`)).toEqual({
      found: [],
      left: ['/1: unsupported-type'],
    });
  });

  it.each([
    ['to_ids', '0', 'not-to-ids'],
    ['to_ids', 'False', 'not-to-ids'],
    ['url_status', 'offline', 'revoked'],
    ['online', 'no', 'revoked'],
    ['revoked', 'TRUE', 'revoked'],
    ['is_deleted', '1', 'revoked'],
    ['status', 'Inactive', 'revoked'],
    ['state', 'deprecated', 'revoked'],
  ])('leaves a row whose %s is %s', (name, value, code) => {
    expect(read(`domain,${name}`, `evil-host.top,${value}`)).toEqual({
      found: [],
      left: [`/1: ${code}`],
    });
  });

  it.each([
    ['action', 'permit'],
    ['indicator_types', 'benign'],
    ['category', 'Whitelisted'],
  ])('heeds a judgement in %s: %s', (name, word) => {
    expect(intake(plainList, `domain,${name}\nevil-host.top,${word}`).drafts[0]?.judgements).toContain(word);
  });

  it.each(['tlp', 'TLPLevel', 'tlp_marking', 'TrafficLightProtocolLevel'])('heeds a TLP in %s', (name) => {
    expect(intake(plainList, `domain,${name}\nevil-host.top,Red`).drafts[0]?.tlp).toEqual(['Red']);
  });

  it('says what a row says of it', () => {
    const header = 'indicator,description,confidence,tags,tlp,expiration,malware,action,severity,last_seen';
    const row = 'evil-host.top,A server,80,"a,b",amber,2030-01-01,Loader,allowed,high,2026-01-01';
    expect(intake(plainList, `${header}\n${row}`).drafts).toMatchObject([
      {
        description: 'A server',
        confidence: { value: '80', of: 100 },
        severity: { value: 'high' },
        tags: ['a', 'b'],
        tlp: ['amber'],
        expires: '2030-01-01',
        lastSeen: '2026-01-01',
        malwareFamilies: ['Loader'],
        judgements: ['allowed'],
      },
    ]);
  });

  it.each([
    ['more cells than the header has', 'evil-host.top,a,b,c'],
    ['a quote that is never closed', 'evil-host.top,"a'],
    ['text behind a quote', 'evil-host.top,"a"b'],
  ])('refuses a row with %s, and reads the others', (_, row) => {
    expect(read('domain,note', 'a.evil-host.top,x', row, 'b.evil-host.top,"y"')).toEqual({
      found: ['/1: domain a.evil-host.top', '/3: domain b.evil-host.top'],
      left: ['/2: item-unknown'],
    });
  });

  it('reads a row whose quotes go over several lines', () => {
    expect(read('domain,note', 'a.evil-host.top,"x', 'b.evil-host.top', 'z"', 'c.evil-host.top,')).toEqual({
      found: ['/1: domain a.evil-host.top', '/4: domain c.evil-host.top'],
      left: [],
    });
  });
});

/** Their headers are those of the exports that abuse.ch, MISP, PhishTank, OTX and Defender describe; the rows are made up. */
describe('an export of a feed', () => {
  it.each([
    [
      'URLhaus',
      [
        '################',
        '# abuse.ch URLhaus Database Dump (CSV)',
        '# Terms, of, use',
        '# id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter',
        '"1","2026-05-01 10:00:00","http://evil-host.top/a,b","online","","malware_download","elf,mirai","https://urlhaus.abuse.ch/url/1/","me"',
        '"2","2026-05-01 10:00:00","http://evil-host.top/c","offline","","malware_download","","https://urlhaus.abuse.ch/url/2/","me"',
      ],
      ['/4: url http://evil-host.top/a,b'],
    ],
    [
      'ThreatFox',
      [
        '# "first_seen_utc","ioc_id","ioc_value","ioc_type","threat_type","fk_malware","malware_alias","malware_printable","last_seen_utc","confidence_level","is_compromised","reference","tags","anonymous","reporter"',
        '"2026-05-01 10:00:00", "1", "45.155.205.233:443", "ip:port", "botnet_cc", "win.a", "", "A", "", "100", "False", "", "x,y", "0", "me"',
        `"2026-05-01 10:00:00", "2", "${sha256}", "sha256_hash", "payload", "win.a", "", "A", "", "50", "False", "", "", "0", "me"`,
        '# Number of entries: 2',
      ],
      ['/1: destination 45.155.205.233', `/2: hash ${sha256}`],
    ],
    [
      'the Feodo Tracker',
      [
        '# Feodo Tracker',
        '"first_seen_utc","dst_ip","dst_port","c2_status","last_online","malware"',
        '"2026-05-01 10:00:00","45.155.205.233","443","online","2026-05-02","QakBot"',
        '"2026-05-01 10:00:00","45.155.205.234","443","offline","2026-05-02","QakBot"',
      ],
      ['/2: destination 45.155.205.233'],
    ],
    [
      'MalwareBazaar',
      [
        '# "first_seen_utc","sha256_hash","md5_hash","sha1_hash","reporter","file_name","file_type_guess","mime_type","signature","clamav","vtpercent","imphash","ssdeep","tlsh"',
        `"2026-05-01 10:00:00", "${sha256}", "${md5}", "", "me", "a.exe", "exe", "", "Loader", "n/a", "", "n/a", "", ""`,
      ],
      [`/1/sha256hash: hash ${sha256}`, `/1/md5hash: hash ${md5}`],
    ],
    [
      'risk lists of Recorded Future',
      [
        '"Name","Risk","RiskString","EvidenceDetails"',
        '"evil-host.top","92","3/50","{""EvidenceDetails"": []}"',
        '"good-host.top","40","1/50",""',
      ],
      ['/1: domain evil-host.top'],
    ],
    [
      'Shadowserver, whose address is the infected host’s',
      [
        '"timestamp","severity","ip","port","asn","geo","hostname","tag","infection","naics","cc_ip"',
        '"2026-05-01 10:00:00","high","81.2.69.143",1,1,"NL","pc-1.contoso.example","loader","loader",1,"45.155.205.233"',
      ],
      ['/1: destination 45.155.205.233'],
    ],
    [
      'Shadowserver, about open services',
      ['timestamp,ip,port,tag,asn,geo,naics', '2026-05-01 10:00:00,81.2.69.143,123,ntp,1,NL,1'],
      [],
    ],
    [
      'DShield, whose mail addresses are of those to write to',
      [
        'Start\tEnd\tNetmask\tAttacks\tName\tCountry\temail',
        '45.155.205.0\t45.155.205.255\t24\t9\tA\tNL\tabuse@a-provider.com',
      ],
      [],
    ],
    [
      'fingerprints of SSLBL',
      ['# Listingdate,SHA1,Listingreason', `2026-05-01,${'ab'.repeat(20)},A C&C`],
      [],
    ],
    [
      'MISP',
      [
        'uuid,event_id,category,type,value,comment,to_ids,date,object_relation,attribute_tag,object_uuid,object_name,object_meta_category',
        '"u",1,"Network activity","ip-dst","45.155.205.233","a ""note""",1,20260501,"","tlp:green","","",""',
        '"u",1,"Network activity","domain","evil-host.top","",0,20260501,"","","","",""',
        '"u",1,"External analysis","link","https://report.example/","",1,20260501,"","","","",""',
      ],
      ['/1: destination 45.155.205.233'],
    ],
    [
      'PhishTank',
      [
        'phish_id,url,phish_detail_url,verified,online,target',
        '1,https://evil-host.top/a,https://x.example/1,yes,yes,Other',
      ],
      ['/1: url https://evil-host.top/a'],
    ],
    [
      'OTX',
      ['Indicator type,Indicator,Description', 'hostname,evil-host.top,', 'CVE,CVE-2026-1,'],
      ['/1: domain evil-host.top'],
    ],
    [
      'Defender for Endpoint',
      [
        'IndicatorType,IndicatorValue,ExpirationTime,Action,Severity,Title,Description',
        `FileSha256,${sha256},2030-01-01T00:00:00Z,Alert,High,A file,Seen`,
      ],
      [`/1: hash ${sha256}`],
    ],
    [
      'OpenPhish',
      ['https://evil-host.top/a', 'http://45.155.205.233/b,c'],
      ['/0: url https://evil-host.top/a', '/1: url http://45.155.205.233/b,c'],
    ],
  ])('of %s is read', (_name, lines, found) => {
    expect(read(...lines).found).toEqual(found);
  });
});
