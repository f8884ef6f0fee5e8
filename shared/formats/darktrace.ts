import { textOf, type Json } from '../codec/json-value';
import { textAtPath, textsAtPath } from '../codec/member-path';
import { byWords, type SourceVerdict } from '../indicator/verdict';
import { observe, type Observer } from './kit';
import { allOf, hasMembers, hasOneOf } from './recognition';
import { ofVictim, tableFormat } from './table';

const filters = 'triggeredComponents.triggeredFilters';

/** Filters that show the other end; the remaining ones are measures. */
const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['destination ip', (value) => observe.ip(value, 'destination')],
  ['connection hostname', observe.domain],
  ['dns host lookup', observe.domain],
]);

/** An end on the list of watched domains is bad by that list. A model alone only says that something is unusual. */
const verdictOf = (_: Json, breach: Json): SourceVerdict => {
  const names = textsAtPath(breach, `${filters}.filterType`);
  if (names.some((name) => /^watched endpoint(?: source)?$/i.test(name))) return 'malicious';
  return byWords(
    { suspicious: ['critical', 'suspicious'] },
    textsAtPath(breach, 'model.category', 'model.now.category'),
  );
};

/** Model breaches of Darktrace: the outside end that the filters show. */
export const darktrace = tableFormat({
  name: 'darktrace',
  marks: ['pbid', 'triggeredcomponents', 'breachurl'],
  expects: 'a model breach of Darktrace with model, triggeredComponents and pbid or breachUrl',
  one: 'a model breach of Darktrace',
  is: (item) => allOf(hasMembers(item, 'model', 'triggeredComponents'), hasOneOf(item, 'pbid', 'breachUrl')),
  id: 'pbid',
  about: (breach) => ({
    description: textAtPath(breach, 'model.name', 'model.now.name'),
    additionalInformation: textAtPath(breach, 'model.description', 'model.now.description'),
    confidence: { value: Math.round(Number(textOf(breach.score) ?? NaN) * 100), of: 100 },
    severity: { value: textAtPath(breach, 'model.category', 'model.now.category') },
    lastSeen: breach.time,
    tags: textsAtPath(breach, 'mitreTechniques.techniqueID'),
  }),
  parts: [
    {
      at: filters,
      verdict: verdictOf,
      says: 'model.category and a filter of watched endpoints',
      typed: { type: 'filterType', value: 'trigger.value', as: observers, isMixed: true },
    },
  ],
  leaves: [[ofVictim, 'device']],
  none: 'a breach that shows no other end',
});
