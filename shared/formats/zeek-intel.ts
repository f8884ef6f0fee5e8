import { textAtPath, textsAtPath } from '../codec/member-path';
import { joinTexts, observe, type Observer } from './kit';
import { tableFormat } from './table';

/** Types of Zeek's intelligence framework that a tiIndicator has a place for. */
const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['intel::addr', observe.ip],
  ['intel::subnet', observe.ip],
  ['intel::domain', observe.domain],
  ['intel::url', (value) => observe.url(value.includes('://') ? value : `http://${value}`)],
  ['intel::file_hash', observe.hash],
  ['intel::file_name', observe.text('fileName')],
  ['intel::email', observe.text('emailSenderAddress')],
  ['intel::software', observe.text('userAgent')],
]);

/** Zeek's `intel.log`: what a list of the sender's own matched. */
export const zeekIntel = tableFormat({
  name: 'zeek-intel',
  marks: ['seen'],
  expects: 'a line of Zeek’s intel.log as JSON with seen.indicator and seen.indicator_type',
  one: 'a line of Zeek’s intel.log',
  is: (item) =>
    /^intel::/i.test(textAtPath(item, 'seen.indicator_type') ?? '') || [
      'seen.indicator',
      'seen.indicator_type (Intel::…)',
    ],
  about: (line) => ({
    description: joinTexts(' ', 'Zeek intelligence', textAtPath(line, 'seen.where')),
    lastSeen: line.ts,
    tags: textsAtPath(line, 'sources'),
  }),
  parts: [
    {
      at: '',
      verdict: () => 'malicious',
      says: 'sources',
      typed: { type: 'seen.indicator_type', value: 'seen.indicator', as: observers },
    },
  ],
  none: 'a line without an indicator',
});
