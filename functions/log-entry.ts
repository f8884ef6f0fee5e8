/** The channel by which something came. */
export type Channel = 'http' | 'event-grid' | 'signed' | 'queue' | 'job';

type Kind =
  | 'intake'
  | 'delivery'
  | 'answer'
  | 'alert'
  | 'preview'
  | 'subscription'
  | 'parked'
  | 'watch'
  | 'door'
  | 'sweep'
  | 'refill'
  | 'tend'
  | 'verify'
  | 'repair'
  | 'erase'
  | 'take-back'
  | 'find'
  | 'record'
  | 'fail-back';

/** A log line, one JSON object with ids, codes and numbers, and no content (docs/telemetry.md lists all). */
export const logEntry = (line: Kind, members: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ line, ...members });
