import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { parseJson } from '../../../shared/codec/json';
import { type ReadOptions } from '../../../shared/formats/format';
import { openCti } from '../../../shared/formats/stix/opencti';
import { sentinelUpload } from '../../../shared/formats/stix/sentinel-upload';
import { stix } from '../../../shared/formats/stix/stix';
import { describeSamples } from '../../samples/samples';

const options: ReadOptions = {
  now: () => new Date('2026-11-23T12:00:00Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const formats = [openCti, sentinelUpload, stix];

describeSamples('samples of STIX', (folder) => {
  const parsed = (name: string): unknown =>
    E.getOrElseW(() => null)(parseJson(readFileSync(path.join(folder, name), 'utf8')));

  it.each([
    ['stix/labs-ghostengine-bundle.json', 'stix', 41, {}],
    ['stix/labs-rustbucket-bundle.json', 'stix', 29, { 'unsupported-pattern': 2 }],
    ['stix/labs-warmcookie-sco-only-bundle.json', 'stix', 0, { 'observed-only': 6 }],
    ['stix/misp-stix-attributes-collection-stix21.json', 'stix', 3, {}],
    ['stix/misp-stix-event1-stix20.json', 'stix', 1, {}],
    ['stix/oasis-apt1.json', 'stix', 10, { 'unsupported-pattern': 2 }],
    ['stix/oasis-indicator-for-malicious-url.json', 'stix', 1, {}],
    ['stix/oasis-malware-indicator-for-file-hash.json', 'stix', 1, {}],
    ['stix/oasis-using-granular-markings.json', 'stix', 0, { 'unsupported-pattern': 1 }],
    ['stix/sco-examples-bundle.json', 'stix', 0, { 'observed-only': 51 }],
    ['stix/unit42-2024-02-08-Pikabot.json', 'stix', 10, {}],
    ['stix/unit42-playbook-gobruteforcer-stix20.json', 'stix', 13, {}],
    ['sentinel-upload-api/stixobjects-two-indicators.json', 'sentinel-upload', 2, {}],
    ['sentinel-upload-api/legacy-v2-indicators.json', 'sentinel-upload', 2, {}],
    ['opencti/stream-data-indicator-ipv4.json', 'stix', 1, {}],
    ['opencti/stream-event-create-identity.json', 'opencti', 0, { 'no-indicator': 1 }],
  ])('%s is read by %s: %d found, left %j', (name, format, found, left) => {
    const [first, ...others] = formats.filter(({ recognises }) => recognises(parsed(name)));
    const intake = first?.read(parsed(name), options);
    const counts: Record<string, number> = {};
    for (const { reason } of intake?.skipped ?? []) counts[reason.code] = (counts[reason.code] ?? 0) + 1;
    expect([first?.name, others]).toEqual([format, []]);
    expect(intake?.found).toHaveLength(found);
    expect(counts).toEqual(left);
  });

  it('names the malware that the bundle relates to an indicator', () => {
    const intake = stix.read(parsed('stix/oasis-indicator-for-malicious-url.json'), options);
    expect(intake.found).toMatchObject([{ draft: { malwareFamilies: [expect.any(String)] } }]);
  });

  it('claims no sample of another format', () => {
    const names = (folder === '' ? [] : readdirSync(folder, { recursive: true, encoding: 'utf8' })).filter(
      (name) => name.endsWith('.json') && !/^(?:stix|sentinel-upload-api|opencti)\//.test(name),
    );
    const claimed = names.filter((name) => formats.some(({ recognises }) => recognises(parsed(name))));
    expect(names.length).toBeGreaterThan(10);
    expect(claimed).toEqual([]);
  });
});
