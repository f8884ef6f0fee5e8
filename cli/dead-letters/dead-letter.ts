import { isObject, type Json } from '../../shared/codec/json-value';

/** An event that Event Grid gave up, with what Event Grid says of it. What it does not say is null. */
export interface DeadLetter {
  /** The event without what Event Grid added to it. */
  readonly event: Json;
  readonly isCloudEvent: boolean;
  readonly eventId: string | null;
  readonly source: string | null;
  readonly reason: string | null;
  readonly attempts: number | null;
  /** Event Grid's word for the last answer, such as `BadRequest`. */
  readonly outcome: string | null;
  readonly status: number | null;
  /** The time of the last try to deliver it, or of its publishing; as Event Grid wrote it. */
  readonly at: string | null;
}

/**
 * What Event Grid adds to an event: in this spelling in its own schema, in lower case in CloudEvents (MicrosoftDocs,
 * event-grid/delivery-and-retry). `lastHttpStatusCode` is not documented there, but users have seen it.
 */
const added = [
  'deadLetterReason',
  'deliveryAttempts',
  'lastDeliveryOutcome',
  'lastHttpStatusCode',
  'publishTime',
  'lastDeliveryAttemptTime',
];

const addedInLowerCase = new Set(added.map((name) => name.toLowerCase()));

const isAdded = (name: string): boolean => addedInLowerCase.has(name.toLowerCase());

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

const isUnversioned = ({ specversion, deadletterreason, source, type }: Json): boolean =>
  specversion === undefined && [deadletterreason, source, type].every((part) => typeof part === 'string');

const letterOf = (item: Json): DeadLetter => {
  const members = new Map(Object.entries(item).map(([name, value]) => [name.toLowerCase(), value]));
  const bare = Object.fromEntries(Object.entries(item).filter(([name]) => !isAdded(name)));
  // Examples in Microsoft's documentation lack it, so a blob may lack it, too.
  const event = isUnversioned(item) ? { specversion: '1.0', ...bare } : bare;
  return {
    event,
    isCloudEvent: typeof event.specversion === 'string',
    eventId: textOf(event.id),
    source: textOf(event.source) ?? textOf(event.topic) ?? textOf(event.subject),
    reason: textOf(members.get('deadletterreason')),
    attempts: numberOf(members.get('deliveryattempts')),
    outcome: textOf(members.get('lastdeliveryoutcome')),
    status: numberOf(members.get('lasthttpstatuscode')),
    at: textOf(members.get('lastdeliveryattempttime')) ?? textOf(members.get('publishtime')),
  };
};

/** The letters in a blob, which holds an array of events or one event. Null where it holds neither. */
export const lettersIn = (text: string): readonly DeadLetter[] | null => {
  try {
    const parsed: unknown = JSON.parse(text);
    const items: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
    return items.length > 0 && items.every(isObject) ? items.map(letterOf) : null;
  } catch {
    return null;
  }
};
