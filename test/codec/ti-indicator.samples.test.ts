import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { tiIndicatorCodec } from '../../shared/codec/ti-indicator';
import { violations } from '../../shared/codec/violation';

const folder = path.resolve(__dirname, '../../../shared/samples/tiindicator');

const whenThere = existsSync(folder) ? describe : describe.skip;

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));

const at = (moment: string, value: unknown) => tiIndicatorCodec(() => new Date(moment)).decode(value);

const refusals = (moment: string, value: unknown) => {
  const decoded = at(moment, value);
  return E.isLeft(decoded) ? violations(decoded.left).map(({ pointer }) => pointer) : [];
};

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const itemsOf = (body: unknown): readonly unknown[] =>
  typeof body === 'object' && body !== null && 'value' in body && Array.isArray(body.value)
    ? (body.value as unknown[])
    : [];

whenThere('published samples (skipped where the folder of samples is not there)', () => {
  it('a documented create request was valid in its time and has expired since', () => {
    const body = read('single-filehash-post.json');
    expect(at('2019-02-01T00:00:00Z', body)).toMatchObject({
      right: {
        description: matching(/^.{100}$/),
        additionalInformation: matching(/^.{101}$/),
        expirationDateTime: '2019-03-01T21:43:37.503Z',
      },
    });
    expect(refusals('2026-11-23T00:00:00Z', body)).toEqual(['/expirationDateTime']);
  });

  it('the items of a documented bulk request lack an action', () => {
    const items = itemsOf(read('bulk-value-submit.json'));
    expect(items).toHaveLength(2);
    for (const item of items) expect(refusals('2019-02-01T00:00:00Z', item)).toEqual(['/action']);
  });

  it('an expression left in by a Logic App is refused', () => {
    const body = read('logicapp-create-action-template.json');
    expect(refusals('2021-01-01T00:00:00Z', body)).toEqual(['/networkDestinationIPv4']);
  });

  it.each(['update-partial-value.json', 'delete-by-externalid.json'])(
    'the items of %s are no indicators',
    (file) => {
      const items = itemsOf(read(file));
      expect(items.length).toBeGreaterThan(0);
      for (const item of items) expect(at('2019-01-01T00:00:00Z', item)._tag).toBe('Left');
    },
  );
});
