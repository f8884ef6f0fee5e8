import { isObject, textOf } from '../../codec/json-value';
import { isSuccess } from '../answers';
import {
  type HttpAnswer,
  type ProductEntry,
  type ProductPage,
  type ReadBack,
  type Sent,
} from '../destination';
import { isSame, isSameMoment } from '../shown-as-sent';
import { defenderIndicatorsOf, type DefenderIndicator, type DefenderRules } from './defender-indicators';
import { listCall } from './list';

const entryIn = (item: unknown): readonly ProductEntry[] => {
  if (!isObject(item) || typeof item.id !== 'string') return [];
  const externalId = textOf(item.externalId) ?? textOf(item.externalID) ?? null;
  return [{ id: item.id, externalId, revoked: false, unparsed: false, members: item }];
};

/** A page is named by how many entries come before it. */
const entriesIn = (answer: HttpAnswer, asked: string | null): ProductPage | null => {
  const { body } = answer;
  if (!isSuccess(answer) || !isObject(body) || !Array.isArray(body.value)) return null;
  const items: readonly unknown[] = body.value;
  const next = items.length === 0 ? null : String(Number(asked ?? 0) + items.length);
  return { entries: items.flatMap(entryIn), next, isPartial: false };
};

/** Microsoft says that times are exact to the second; a minute allows for clocks and rounding. */
const toleranceMs = 60_000;

/** The compared members. Title, description and recommended actions are words for people and left out. */
const compared = ['indicatorType', 'action', 'severity', 'generateAlert'];

const valueOf = (value: unknown): string => (textOf(value) ?? '').toLowerCase();

/** For when only the ledger's row is known: `allow` lets something through, and no other action does. */
const isAllowedAsSent = ({ action }: Sent, shown: unknown): boolean =>
  action === null || (action === 'allow') === (shown === 'Allowed');

const otherwise = (wanted: DefenderIndicator, members: ProductEntry['members']): readonly string[] =>
  compared.filter((name) => members[name] !== undefined && !isSame(wanted[name], members[name]));

/** Reads the list of indicators (Microsoft's page on "list indicators"), which holds all of the tenant's, those of others too. */
export const defenderReadBack = (rules: DefenderRules): ReadBack => ({
  endpoint: null,
  page: (next) => listCall(Number(next ?? 0)),
  entriesIn,
  idsOf: ({ id }) => id.split(','),
  differences: (sent, { members }) => {
    const all = sent.indicator === null ? [] : defenderIndicatorsOf(sent.indicator, rules);
    const wanted = all.find(
      ({ indicatorValue }) => valueOf(indicatorValue) === valueOf(members.indicatorValue),
    );
    const isEndKept = isSameMoment(sent.expires, members.expirationTime, toleranceMs);
    return [
      ...(all.length > 0 && wanted === undefined ? ['indicatorValue'] : []),
      ...(wanted === undefined ? [] : otherwise(wanted, members)),
      ...(all.length > 0 || isAllowedAsSent(sent, members.action) ? [] : ['action']),
      ...(isEndKept ? [] : ['expirationTime']),
    ];
  },
  visibleAfterMinutes: 5,
  dropsByRule: false,
});
