import { logLineFormat } from './log-line-format';

/** ArcSight's Common Event Format, versions 0 and 1. */
export const cef = logLineFormat({
  name: 'cef',
  expects: 'a string, or an object with message or raw, that holds lines of CEF:0|…',
  one: 'a CEF line with seven fields of a header',
  aboutOf: ({ vendor, product, name, severity, fields }) => ({
    description: `${vendor} ${product}: ${name}`,
    severity: { value: severity, of: 10 },
    lastSeen: fields.get('rt') ?? fields.get('end'),
  }),
});
