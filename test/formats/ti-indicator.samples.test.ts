import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { open } from '../../shared/envelopes/open';
import { tiIndicator } from '../../shared/formats/ti-indicator';

const now = (): Date => new Date('2026-11-23T12:00:00.000Z');

const read = (payload: unknown) =>
  tiIndicator.read(payload, { now, takeSuspicious: false, takeObserved: false, takeFreeText: false });

const codes = (payload: unknown): readonly string[] => read(payload).skipped.map(({ reason }) => reason.code);

const samples = path.resolve(__dirname, '../../../shared/samples');

const whereSamplesAre = existsSync(samples) ? describe : describe.skip;

whereSamplesAre('published samples', () => {
  const payloads = (name: string): readonly unknown[] => {
    const body: unknown = JSON.parse(readFileSync(path.join(samples, name), 'utf8'));
    const channel = { eventId: '1', source: 'test', type: null, time: null };
    return open(body, {}, channel).opened.map(({ payload }) => payload);
  };
  const then = (): Date => new Date('2019-01-01T00:00:00Z');

  it.each([
    ['tiindicator/single-filehash-post.json', 1],
    ['composed/cloudevent-structured-tiindicator.json', 1],
    ['composed/storage-queue-message-plain.json', 1],
  ])('%s holds %d indicators, before they expired', (name, count) => {
    expect(payloads(name).every(tiIndicator.recognises)).toBe(true);
    expect(
      payloads(name).flatMap(
        (payload) =>
          tiIndicator.read(payload, {
            now: then,
            takeSuspicious: false,
            takeObserved: false,
            takeFreeText: false,
          }).found,
      ),
    ).toHaveLength(count);
    expect(payloads(name).flatMap((payload) => read(payload).found)).toEqual([]);
    expect(payloads(name).flatMap(codes)).toEqual(Array.from({ length: count }, () => 'indicator-invalid'));
  });

  it.each([
    ['tiindicator/update-partial-value.json', ['update-not-create', 'update-not-create']],
    ['tiindicator/delete-by-externalid.json', ['delete-not-create', 'delete-not-create']],
    ['tiindicator/bulk-value-submit.json', ['indicator-invalid', 'indicator-invalid']],
    ['tiindicator/logicapp-create-action-template.json', ['indicator-invalid']],
  ])('%s is refused with the reason', (name, expected) => {
    expect(payloads(name).every(tiIndicator.recognises)).toBe(true);
    expect(
      payloads(name).flatMap(
        (payload) =>
          tiIndicator.read(payload, {
            now: then,
            takeSuspicious: false,
            takeObserved: false,
            takeFreeText: false,
          }).found,
      ),
    ).toEqual([]);
    expect(payloads(name).flatMap(codes)).toEqual(expected);
  });

  it('tiindicator/bulk-value-submit.json lacks the action that the contract requires', () => {
    const skipped = payloads('tiindicator/bulk-value-submit.json').flatMap(
      (payload) =>
        tiIndicator.read(payload, {
          now: then,
          takeSuspicious: false,
          takeObserved: false,
          takeFreeText: false,
        }).skipped,
    );
    expect(skipped.flatMap(({ reason }) => reason.violations.map(({ pointer }) => pointer))).toEqual([
      '/value/0/action',
      '/value/1/action',
    ]);
  });

  it.each([
    'sentinel-upload-api/stixobjects-two-indicators.json',
    'sentinel-upload-api/legacy-v2-indicators.json',
    'defender/graph-v1-alert-networkconnections.json',
    'defender/graph-alertv2-mssense.json',
    'elastic-alert/ecs-rfc0031-kibana-alert-8.3.json',
  ])('%s is left to other formats', (name) => {
    expect(payloads(name).some(tiIndicator.recognises)).toBe(false);
  });
});
