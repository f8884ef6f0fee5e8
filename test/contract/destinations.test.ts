import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { settingNames } from '../../shared/config';
import { unfitsOf } from '../../shared/delivery/unfits';
import { destinations } from '../../shared/destinations';
import { environmentOf, variableOf } from '../../shared/destinations/instance';
import { batchOf, callOf } from '../arbitraries/indicator';
import { httpAnswer } from '../arbitraries/http-answer';

const tags = ['Created', 'Rejected', 'Unsettled', 'Retired', 'Full'];

describe('the list of destinations', () => {
  it('gives every destination a name of its own', () => {
    expect(new Set(destinations.map(({ name }) => name)).size).toBe(destinations.length);
  });

  it('gives every setting of the app a name of its own', () => {
    const names = settingNames(destinations);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(destinations.map(({ name }) => [name]))('can be named in DESTINATIONS: %s', (name) => {
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
  });
});

describe.each(destinations.map((destination) => [destination.name, destination] as const))(
  'the destination %s',
  (_, destination) => {
    const batch = callOf(destination);
    const at = new Date('2026-11-23T12:00:00.000Z');
    const exchange = batch.chain((indicators) => fc.tuple(fc.constant(indicators), httpAnswer(indicators)));

    it('takes at least one indicator in a call', () => {
      expect(destination.perCall).toBeGreaterThanOrEqual(1);
      expect(Number.isInteger(destination.perCall)).toBe(true);
    });

    it('answers any answer with one verdict for each indicator, or splits a call of several', () => {
      fc.assert(
        fc.property(exchange, ([indicators, answer]) => {
          const said = destination.read(indicators, answer);
          const ids = said._tag === 'Verdicts' ? said.verdicts.map(({ externalId }) => externalId) : null;
          const expected = indicators.map(({ externalId }) => externalId).sort();
          expect(ids === null ? indicators.length > 1 : [...ids].sort()).toEqual(
            ids === null ? true : expected,
          );
        }),
        { numRuns: 200 },
      );
    });

    it('gives verdicts that are whole', () => {
      fc.assert(
        fc.property(exchange, ([indicators, answer]) => {
          const said = destination.read(indicators, answer);
          for (const verdict of said._tag === 'Verdicts' ? said.verdicts : []) {
            expect(tags).toContain(verdict._tag);
            expect(verdict.requestIds).toEqual(answer.requestIds);
            expect('id' in verdict ? verdict.id : verdict.code).toMatch(/./su);
            expect('id' in verdict ? '' : typeof verdict.message).toMatch(/^(string|)$/);
          }
        }),
      );
    });

    it('never says created of anything but a success', () => {
      fc.assert(
        fc.property(exchange, ([indicators, answer]) => {
          const said = destination.read(indicators, answer);
          const created = (said._tag === 'Verdicts' ? said.verdicts : []).filter(
            ({ _tag }) => _tag === 'Created',
          );
          expect(created.length === 0 || (answer.status >= 200 && answer.status < 300)).toBe(true);
        }),
      );
    });

    it('believes no page of somebody on the way, whatever its status', () => {
      const page = fc.record({
        status: fc.constantFrom(200, 201, 202, 204),
        body: fc.constant(undefined),
        isUnreadable: fc.constant(true),
        retryAfterSeconds: fc.constant(null),
        requestIds: fc.constant({ request: null, client: null }),
      });
      fc.assert(
        fc.property(batch, page, (indicators, answer) => {
          const held = indicators.map((indicator) => ({
            id: `id of ${indicator.externalId}`,
            indicator,
            since: null,
            heldAction: null,
          }));
          const changes = [destination.updating, destination.revoking].flatMap(
            (one) => one?.calls(held).map((some) => one.read(some, answer)) ?? [],
          );
          const said = [destination.read(indicators, answer), ...changes].flatMap((one) =>
            one._tag === 'Split' ? [] : one.verdicts.map(({ _tag }) => _tag),
          );
          expect(said.filter((tag) => ['Created', 'Updated', 'Revoked'].includes(tag))).toEqual([]);
        }),
      );
    });

    it('asks with a path below its base URL and a body that survives JSON, and adds no header or token', () => {
      fc.assert(
        fc.property(batch, (indicators) => {
          const call = destination.request(indicators, at);
          expect(Object.keys(call).sort()).toEqual(['body', 'method', 'path']);
          expect(call.path).toMatch(/^\/(?!\/)[^?#\s]*(?:\?api-version=[\w.-]+)?$/);
          expect(JSON.parse(JSON.stringify(call.body))).toEqual(call.body);
          expect(JSON.stringify(call.body)).not.toMatch(/bearer|authorization/i);
        }),
      );
    });

    it('puts every indicator that it takes in exactly one call, and says of each other one why not', () => {
      fc.assert(
        fc.property(batchOf(destination.perCall), (all) => {
          const fit = all.filter((indicator) => destination.unfit(indicator) === null);
          const calls = destination.calls(fit);
          const ids = (some: typeof fit) => some.map(({ externalId }) => externalId).sort();
          expect(ids(calls.flat())).toEqual(ids(fit));
          expect(fit.length === 0 || calls.every((call) => call.length > 0)).toBe(true);
          for (const one of all)
            expect(Object.values(destination.unfit(one) ?? {}).join(' ')).toMatch(/^(|[a-z-]+ \S.*)$/);
        }),
      );
    });

    it('lets go what it took, with whatever action and in whatever company it is taken back', () => {
      const action = fc.constantFrom(...(['alert', 'allow', 'block', 'unknown'] as const));
      // One file, of which each hash may have come alone.
      const hashes = [
        ['sha256', 'a1'.repeat(32)],
        ['sha1', 'b2'.repeat(20)],
        ['md5', 'c3'.repeat(16)],
      ] as const;
      const files = hashes.map(([fileHashType, fileHashValue]) => ({
        fileHashType,
        fileHashValue,
        tags: ['part-of:a file'],
      }));
      fc.assert(
        fc.property(batchOf(6), action, fc.subarray(files), (drawn, as, some) => {
          const { description, expirationDateTime, targetProduct, threatType, tlpLevel } = drawn[0];
          const said = { description, expirationDateTime, targetProduct, threatType, tlpLevel };
          const ofFile = some.map((file, index) => ({
            ...said,
            ...file,
            action: 'block' as const,
            externalId: `file ${index}`,
          }));
          const taken = [...drawn, ...ofFile].filter((one) => destination.unfit(one) === null);
          const going = taken.map((one) => ({ ...one, action: as, isActive: false }));
          expect(unfitsOf(destination, going)).toEqual(going.map(() => null));
        }),
      );
    });

    it('asks for every indicator of the call, by its identity', () => {
      fc.assert(
        fc.property(batch, (indicators) => {
          const text = JSON.stringify(destination.request(indicators, at).body);
          const absent = indicators.filter(({ externalId }) => !text.includes(JSON.stringify(externalId)));
          expect(absent).toEqual([]);
        }),
      );
    });

    it('puts every update in exactly one call, and reads one verdict for each out of any answer', () => {
      const { updating } = destination;
      const updates = batch.chain((indicators) =>
        fc.tuple(
          fc.constant(
            indicators.map((indicator) => ({
              id: `id of ${indicator.externalId}`,
              indicator,
              since: null,
              heldAction: null,
            })),
          ),
          httpAnswer(indicators),
        ),
      );
      fc.assert(
        fc.property(updates, ([all, answer]) => {
          const calls = updating?.calls(all) ?? [];
          const ids = calls.flat().map(({ id }) => id);
          expect([...ids].sort()).toEqual(updating === null ? [] : all.map(({ id }) => id).sort());
          for (const some of calls) {
            expect(some.length).toBeGreaterThan(0);
            const call = updating?.request(some, at);
            expect(call?.path).toMatch(/^\/(?!\/)[^?#\s]*(?:\?api-version=[\w.-]+)?$/);
            const said = updating?.read(some, answer);
            expect(
              said?._tag === 'Split' ? some.length > 1 : said?.verdicts.map(({ externalId }) => externalId),
            ).toEqual(said?._tag === 'Split' ? true : some.map(({ indicator }) => indicator.externalId));
          }
        }),
      );
    });

    it('puts every entry that is taken back in exactly one call, and reads one verdict for each out of any answer', () => {
      const { revoking } = destination;
      const held = batch.chain((indicators) =>
        fc.tuple(
          fc.constant(
            indicators.map((indicator) => ({
              id: `id of ${indicator.externalId}`,
              indicator,
              since: null,
              heldAction: null,
            })),
          ),
          httpAnswer(indicators),
        ),
      );
      fc.assert(
        fc.property(held, ([all, answer]) => {
          if (revoking === null) return;
          const entries = all.flatMap((one) => revoking.parts?.(one) ?? [one]);
          const namesOf = (some: readonly (typeof entries)[number][]): readonly string[] =>
            some.map(({ indicator }) => indicator.externalId).sort();
          const calls = revoking.calls(entries);
          expect(namesOf(calls.flat())).toEqual(namesOf(entries));
          for (const some of calls) {
            const call = revoking.request(some, at);
            expect(Object.keys(call).sort()).toEqual(['body', 'method', 'path']);
            expect(call.path).toMatch(/^\/(?!\/)[^?#\s]*(?:\?api-version=[\w.-]+)?$/);
            expect(JSON.stringify(call.body ?? null)).not.toMatch(/bearer|authorization/i);
            const said = revoking.read(some, answer);
            expect(said._tag === 'Split' ? some.length > 1 : namesOf(some)).toEqual(
              said._tag === 'Split' ? true : said.verdicts.map(({ externalId }) => externalId).sort(),
            );
            const verdicts = said._tag === 'Split' ? [] : said.verdicts;
            for (const { _tag } of verdicts)
              expect(['Revoked', 'Gone', 'Rejected', 'Unsettled', 'Retired']).toContain(_tag);
          }
        }),
        { numRuns: 20 },
      );
    });

    it('counts what it holds, where that is bounded, by calls that change nothing, and reads any answer to them', () => {
      const { capacity } = destination;
      const few = batchOf(3).chain((indicators) =>
        fc.tuple(
          fc.constant(indicators.filter((one) => destination.unfit(one) === null)),
          httpAnswer(indicators),
        ),
      );
      fc.assert(
        fc.property(few, fc.nat(), ([indicators, answer], skip) => {
          if (capacity === null) return;
          expect(capacity.list(skip)).toMatchObject({ method: 'GET', body: undefined });
          expect(capacity.list(skip).path).not.toBe(capacity.list(skip + 1).path);
          for (const id of capacity.idsIn(answer) ?? []) expect(typeof id).toBe('string');
          expect(answer.status < 300 || capacity.idsIn(answer) === null).toBe(true);
          for (const one of indicators) expect(capacity.weightOf(one)).toBeGreaterThanOrEqual(1);
        }),
      );
    });

    const variables = Object.keys(destination.settings).map(variableOf(destination.name));
    const configure = (environment: Readonly<Record<string, string>>) =>
      destination.configure(environmentOf(destination.name, environment));

    it('needs no setting, or names each one that is missing', () => {
      const endpoint = configure({});
      const named = E.isLeft(endpoint) ? endpoint.left.map(({ pointer }) => pointer.slice(1)) : [];
      expect(E.isRight(endpoint) || named.length > 0).toBe(true);
      expect(named.filter((name) => !variables.includes(name))).toEqual([]);
    });

    it('reads every setting that it names', () => {
      const unread = variables.filter((name) => {
        const endpoint = configure({ [name]: '@Microsoft.KeyVault(SecretUri=https://vault)' });
        const faults = E.isLeft(endpoint) ? endpoint.left : [];
        return !faults.some(
          ({ pointer, expected }) => pointer === `/${name}` && expected.includes('Key Vault'),
        );
      });
      expect(unread).toEqual([]);
    });

    it('is not touched by the settings of others', () => {
      const others = settingNames(destinations).filter((name) => !variables.includes(name));
      const environment = Object.fromEntries(others.map((name) => [name, 'of another']));
      // As text: calls are functions, made anew each time.
      expect(JSON.stringify(configure(environment))).toBe(JSON.stringify(configure({})));
    });
  },
);
