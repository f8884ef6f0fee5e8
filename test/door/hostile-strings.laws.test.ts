import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { odata } from '@azure/data-tables';
import { HttpRequest } from '@azure/functions';
import fc from 'fast-check';
import { logEntry } from '../../functions/log-entry';
import { allowOrigin } from '../../functions/receive-event-grid';
import { idKeyOf, listedRow, batchRow } from '../../shared/azure/record/record-keys';
import { keysOf } from '../../shared/azure/ledger/ledger-row';
import { cursorOf, placeOfCursor } from '../../shared/pipeline/record/cursor';
import { patternOf } from '../../shared/destinations/sentinel/pattern';
import { messageKey } from '../../shared/door/message-key';
import { brief } from '../../shared/pipeline/outcome';
import { isParkedId } from '../../shared/pipeline/ports';
import { codePoint } from '../arbitraries/code-point';
import { createWorld, post } from '../functions/world';
import { indicator } from '../integration/indicators';
import { evaluateHere } from '../pipeline/evaluate-here';
import { profileWith } from '../pipeline/profiles';
import { rightOf } from '../pipeline/right-of';

/** What ends a literal, begins a statement or means something to one of the places below. */
const injected = [
  "'] OR [domain-name:value = 'good.example",
  "' or PartitionKey ne '",
  "\\'",
  '"}\n{"line":"alert"}',
  '| take 10; drop table x',
  '$eval("1+1")',
  '{{7*7}}',
  '\r\nSet-Cookie: a=b',
  '../../x#?',
  '__proto__',
  '\u0000',
  '\u2028',
] as const;

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...injected), fc.string({ unit: codePoint, maxLength: 8 })), {
    maxLength: 4,
  })
  .map((parts) => parts.join(''));

describe('whatever text a caller sends', () => {
  it('is one line of the log, and one member of it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = logEntry('door', { sender: text });
        expect(line).not.toMatch(/[\r\n]/);
        expect(JSON.parse(line)).toEqual({ line: 'door', sender: text });
      }),
    );
  });

  it('is one literal of an OData filter', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [, literal = ''] = /^value eq '(.*)'$/s.exec(odata`value eq ${text}`) ?? [];
        expect(literal.replaceAll("''", '')).not.toContain("'");
        expect(literal.replaceAll("''", "'")).toBe(text);
      }),
    );
  });

  it('is one literal of a STIX pattern', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const pattern = patternOf({ path: 'url:value', value });
        const [, literal = ''] = /^\[url:value = '((?:[^\\']|\\[\\'])*)'\]$/s.exec(pattern) ?? [];
        expect(literal.replace(/\\([\\'])/g, '$1')).toBe(value);
      }),
    );
  });

  it('is data to an expression of the profile, never a part of it', async () => {
    const { custom } = profileWith({
      custom: [{ name: 'soc', match: 'true', mapping: '{"description": said}' }],
    });
    const [format] = custom;
    await fc.assert(
      fc.asyncProperty(hostile, async (said) => {
        const formats = [{ match: null, mapping: String(format?.mapping) }];
        const asked = evaluateHere({ formats, payload: { said }, now: new Date(0), maxMs: 60_000 });
        const { judgements } = rightOf(await asked());
        expect(judgements).toEqual([{ _tag: 'Mapped', result: { description: said } }]);
      }),
      { numRuns: 30 },
    );
  });

  it('is no part of the key of a row, whose form is always the same', () => {
    fc.assert(
      fc.property(hostile, hostile, (id, other) => {
        const key = messageKey('svix', id, Buffer.from('{}'));
        expect(key).toMatch(/^[0-9a-f]{64}$/);
        fc.pre(id !== other && id.isWellFormed() && other.isWellFormed());
        expect(messageKey('svix', other, Buffer.from('{}'))).not.toBe(key);
      }),
    );
  });

  it('is no id of something parked, which stands in paths and keys', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(isParkedId(`0123456789012-${text}`)).toBe(/^[A-Za-z0-9-]{1,64}$/.test(text));
      }),
    );
  });

  it('is in no header of an answer but as the name of a host', () => {
    const printable = hostile.map((text) => text.replace(/[^\x20-\x7e]/g, ''));
    fc.assert(
      fc.property(printable, (text) => {
        const headers = { 'webhook-request-origin': text, 'webhook-request-rate': text };
        const request = new HttpRequest({
          method: 'OPTIONS',
          url: 'https://gateway.example/api/in/x',
          headers,
        });
        const said = JSON.stringify(allowOrigin(request).headers);
        expect(said).toMatch(/^[\w.*:"{},\s/+-]*$/);
      }),
    );
  });

  it('has no control character in an outcome, and is whole Unicode', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const kept = brief(text, 256);
        expect(kept).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
        expect(kept.isWellFormed()).toBe(true);
      }),
    );
  });

  it('is no part of the key of a row of the ledger or of outcomes, and no two share one', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const { partitionKey, rowKey } = keysOf('graph', one);
        expect([partitionKey, rowKey].join()).toMatch(/^graph-[0-9a-f],[0-9a-f]{64}$/);
        expect(idKeyOf(one)).toMatch(/^id-[0-9a-f]{40}-$/);
        fc.pre(one !== other && one.isWellFormed() && other.isWellFormed());
        expect(keysOf('graph', other).rowKey).not.toBe(rowKey);
        expect(idKeyOf(other)).not.toBe(idKeyOf(one));
      }),
    );
  });

  it('is a cursor only where it can end no literal, as the keys that it becomes are written into a filter', () => {
    const cursor = fc.oneof(
      hostile,
      hostile.map((text) => `0123456789012-${text}`),
      hostile.map((text) => cursorOf({ at: 1, id: text, index: 0 })),
    );
    fc.assert(
      fc.property(cursor, (text) => {
        const place = placeOfCursor(text) ?? { at: 0, id: 'none', index: 0 };
        expect(`${batchRow(place)}${listedRow('n-', place)}`).not.toMatch(/['\\/#?\u0000-\u001f]/);
      }),
    );
  });

  it('changes no address that is called, and has none called beside it', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const world = createWorld();
        const said = {
          description: `a${text}`,
          additionalInformation: text,
          tags: [text],
          url: `http://evil.example/${text}`,
        };
        await post(world, indicator(said));
        await post(world, {
          specversion: '1.0',
          id: `a${text}`,
          source: text,
          type: text,
          data: indicator(said),
        });
        const paths = new Set(world.calls.map(({ path: called }) => called));
        expect(
          [...paths].filter((called) => !/^\/security\/tiIndicators(\/[a-zA-Z.]+)?$/.test(called)),
        ).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a query of KQL', () => {
  const root = path.resolve(__dirname, '../..');
  const sources = ['functions', 'shared'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.join(folder, file)),
  );

  it('is asked by nothing in the app, so no text can change one', () => {
    const asking =
      /api\.loganalytics\.|Microsoft\.ResourceGraph|LogsQueryClient|\/v1\/workspaces\/[^\n]*\/query/i;
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter((file) => asking.test(readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
  });
});
