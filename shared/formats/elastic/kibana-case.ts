import { textAtPath, textsAtPath } from '../../codec/member-path';
import { byWords } from '../../indicator/verdict';
import { observe, type Observer } from '../kit';
import { allOf, hasMembers, hasOneOf } from '../recognition';
import { tableFormat } from '../table';

/** Keys of Kibana's observable types. A type that its users add has a key of its own. */
const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['observable-type-ipv4', observe.ip],
  ['observable-type-ipv6', observe.ip],
  ['observable-type-url', observe.url],
  ['observable-type-domain', observe.domain],
  ['observable-type-file-hash', observe.hash],
  ['observable-type-hostname', observe.domain],
  ['observable-type-email', observe.text('emailSenderAddress')],
]);

/**
 * Cases of Kibana. An observable is what an analyst noted; it counts as bad where the note or a tag of the case says
 * `malicious`.
 */
export const kibanaCase = tableFormat({
  name: 'kibana-case',
  marks: ['observables', 'cases'],
  expects: 'a case of Kibana with observables, owner and connector or case_id',
  one: 'a case of Kibana',
  items: ['cases', 'value'],
  is: (item) =>
    allOf(hasMembers(item, 'observables', 'title'), hasOneOf(item, 'connector', 'owner', 'settings')),
  id: 'id',
  about: (one) => ({
    description: textAtPath(one, 'title'),
    severity: { value: textAtPath(one, 'severity') },
    lastSeen: textAtPath(one, 'updated_at', 'created_at'),
    tags: textsAtPath(one, 'tags'),
  }),
  parts: [
    {
      at: 'observables',
      verdict: (observable) =>
        byWords(
          { malicious: ['malicious'], suspicious: ['suspicious'], harmless: ['benign', 'false positive'] },
          textsAtPath(observable, 'description').filter((text) =>
            /^(?:malicious|suspicious|benign|false positive)$/i.test(text),
          ),
        ),
      says: 'description of the observable (malicious, suspicious, benign); a mapping in the profile can take what it looks for',
      typed: { type: 'typeKey', value: 'value', as: observers },
    },
  ],
  none: 'a case without observables',
});
