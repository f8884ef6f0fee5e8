import { logLineFormat } from './log-line-format';

/** IBM's Log Event Extended Format, versions 1.0 and 2.0. */
export const leef = logLineFormat({
  name: 'leef',
  expects: 'a string, or an object with message or raw, that holds lines of LEEF:1.0|… or LEEF:2.0|…',
  one: 'a LEEF line with five fields of a header',
  aboutOf: ({ vendor, product, event, fields }) => ({
    description: `${vendor} ${product}: ${fields.get('cat') ?? event}`,
    severity: { value: fields.get('sev'), of: 10 },
    lastSeen: fields.get('devtime'),
  }),
});
