import { isYes, textOf, textsOf, type Json } from '../../codec/json-value';
import { byWords, type SourceVerdict } from '../../indicator/verdict';
import { observe, type Observer } from '../kit';
import { allOf, hasMembers, hasOneOf } from '../recognition';
import { tableFormat } from '../table';

const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['sha256', observe.hashOf('sha256')],
  ['sha1', observe.hashOf('sha1')],
  ['md5', observe.hashOf('md5')],
  ['domain', observe.domain],
  ['ipv4', observe.ip],
  ['ipv6', observe.ip],
]);

/** `prevent_no_ui` prevents as well. */
const actionOf = (ioc: Json): string => (textOf(ioc.action) ?? '').toLowerCase().split(/[_ ]/)[0] ?? '';

const isOver = (ioc: Json): boolean => [ioc.deleted, ioc.expired].some(isYes);

const verdictOf = (ioc: Json): SourceVerdict =>
  byWords({ malicious: ['prevent', 'detect'], harmless: ['allow'], unsaid: [''] }, [actionOf(ioc)]);

/**
 * Custom indicators of Falcon's IOC management (IOC Service Collection). Those that expired or were deleted there are taken
 * back.
 */
export const crowdstrikeIoc = tableFormat({
  name: 'crowdstrike-ioc',
  marks: ['applied_globally', 'from_parent', 'platforms', 'mobile_action'],
  expects:
    'a custom indicator of CrowdStrike Falcon with type, value, action and platforms, or a list of them',
  one: 'a custom indicator of Falcon',
  items: ['resources', 'indicators', 'value'],
  is: (item) =>
    allOf(
      hasMembers(item, 'type', 'value', 'action'),
      hasOneOf(item, 'applied_globally', 'from_parent', 'platforms', 'mobile_action'),
    ),
  id: 'id',
  about: (ioc) => ({
    action: actionOf(ioc) === 'prevent' ? 'block' : 'alert',
    description: textOf(ioc.description),
    severity: { value: ioc.severity },
    expires: ioc.expiration,
    lastSeen: ioc.modified_on ?? ioc.created_on,
    tags: textsOf(ioc.tags),
    revoked: isOver(ioc),
  }),
  parts: [
    {
      at: '',
      verdict: verdictOf,
      says: 'action',
      typed: { type: 'type', value: 'value', as: observers },
    },
  ],
  none: 'an indicator without a type and a value',
});
