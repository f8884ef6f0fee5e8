// Over sixty lines: what is taken of a file depends on what made the alert.
import { listedIn } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { holdsObject, textOf, textsOf, type Json } from '../../codec/json-value';
import { judgementOf } from '../../indicator/judgement';
import { leave, withdraw, type ReadOptions, type Skipped } from '../format';
import {
  eachObject,
  fileNamed,
  fileNameOf,
  format,
  leaveNamed,
  observe,
  orNoIndicator,
  take,
  unsupported,
  saidByItem,
  type About,
  type Entry,
} from '../kit';
import { allOf, hasAtLeast, hasOneOf } from '../recognition';
import { iocOf, isFileVerdict, isTrial, linesOf } from './ioc';

const hashNames = ['sha256', 'sha1', 'md5'] as const;

/** A hash of zeros is Falcon's word for none. */
const hashIn = (object: Json, name: string): string | undefined => {
  const value = textOf(object[name]);
  return value === undefined || /^0+$/.test(value) ? undefined : value.toLowerCase();
};

const aboutOf = (alert: Json): About => ({
  description: linesOf(alert, ['display_name', 'name', 'description']).replaceAll('\n', ': '),
  threat: linesOf(alert, ['technique', 'tactic']).split(/[\n/]/),
  severity: { value: textOf(alert.severity_name) ?? alert.severity, of: 100 },
  confidence: { value: alert.confidence, of: 100 },
  lastSeen: alert.timestamp ?? alert.created_timestamp,
  killChain: alert.objective === 'Falcon Detection Method' ? [] : textsOf(alert.tactic),
});

/** Reads what made it an alert; a file comes with all of its hashes. */
const readContexts = (alert: Json, place: string, about: About): readonly Entry[] =>
  eachObject(listedIn(place, alert, 'ioc_context'), 'an IOC', (ioc, where) => {
    const [type, value] = [textOf(ioc.ioc_type)?.toLowerCase(), textOf(ioc.ioc_value)];
    const hashes = hashNames.flatMap((name) => hashIn(ioc, name) ?? []);
    const isOfAlert = hashNames.some((name) => hashes.includes(hashIn(alert, name) ?? ''));
    const file = fileNamed(isOfAlert ? fileNameOf(alert.filename) : undefined);
    if (type?.startsWith('hash') === true && hashes.length > 0)
      return hashNames.flatMap((name) => {
        const hash = hashIn(ioc, name);
        return hash === undefined
          ? []
          : [take(at(where, name), { ...about, partOf: hashes[0] }, [observe.hashOf(name)(hash), ...file])];
      });
    if (type === undefined || value === undefined)
      return leave(where, 'no-indicator', 'an IOC without a type or a value');
    const observed = iocOf(type, value);
    return observed === undefined ? unsupported(where) : take(where, about, observed);
  });

/** The hashes of the process, where the file itself was judged bad. Those of the contexts are read there. */
const readFile = (
  alert: Json,
  place: string,
  { about, known }: { readonly about: About; readonly known: ReadonlySet<string> },
): readonly Entry[] => {
  const isBad = isFileVerdict(linesOf(alert, ['tactic', 'technique']));
  const first = hashIn(alert, 'sha256') ?? hashIn(alert, 'md5');
  return hashNames.flatMap((name) => {
    const hash = hashIn(alert, name);
    if (hash === undefined || known.has(hash)) return [];
    return isBad
      ? take(at(place, name), { ...about, partOf: first }, [
          observe.hashOf(name)(hash),
          ...fileNamed(fileNameOf(alert.filename)),
        ])
      : leave(at(place, name), 'observed-only', 'the process that was seen, not what was found bad');
  });
};

const besides = (alert: Json, place: string): readonly Skipped[] => [
  ...['parent_details', 'grandparent_details']
    .filter((name) => holdsObject(alert[name]))
    .map((name) =>
      leave(at(place, name), 'observed-only', 'what started the process; may be part of the system'),
    ),
  ...['network_accesses', 'dns_requests', 'files_accessed', 'files_written']
    .flatMap((name) => listedIn(place, alert, name))
    .map((one) => leave(one.place, 'observed-only', 'what the process touched; no verdict on it')),
  ...leaveNamed(place, alert, {
    names: ['source_endpoint_address_ip4', 'source_endpoint_address_ip6', 'source_endpoint_ip_address'],
    why: ['observed-only', 'where somebody signed in from; no verdict on it'],
  }),
  ...(holdsObject(alert.device) ? [leave(at(place, 'device'), 'own-asset', 'the own host')] : []),
  ...leaveNamed(place, alert, {
    names: ['falcon_host_link'],
    why: ['link', 'the page of the alert in the console'],
  }),
];

const readOpen = (alert: Json, place: string, options: ReadOptions): readonly Entry[] => {
  if (isTrial(linesOf(alert, ['name', 'display_name', 'description', 'cmdline', 'filename'])))
    return [leave(place, 'verdict-not-malicious', 'an alert for trying the sensor out')];
  if (/^info/i.test(textOf(alert.severity_name) ?? '') && !options.takeSuspicious)
    return [leave(place, 'verdict-not-malicious', 'an informational alert')];
  const about = aboutOf(alert);
  const contexts = readContexts(alert, place, about);
  const known = new Set(
    contexts.flatMap((one) =>
      one._tag === 'Draft' ? one.draft.observed.map(({ value }) => String(value)) : [],
    ),
  );
  return orNoIndicator(place, 'the alert names neither an IOC nor a file', [
    ...contexts,
    ...readFile(alert, place, { about, known }),
    ...besides(alert, place),
  ]);
};

const readAlert = (alert: Json, place: string, options: ReadOptions): readonly Entry[] => {
  const entries = saidByItem(alert.composite_id ?? alert.id, readOpen(alert, place, options));
  const words = [alert.resolution, alert.status, alert.tags].flatMap(textsOf);
  return judgementOf(words) === undefined && textOf(alert.status) !== 'ignored'
    ? entries
    : [
        withdraw(
          leave(place, 'closed-as-benign', 'the alert is called a false positive, or ignored'),
          entries,
        ),
      ];
};

/** Alerts of Falcon's Alerts API (v2), which workflows and SIEM connectors forward. */
export const crowdstrikeAlert = format({
  name: 'crowdstrike-alert',
  marks: ['composite_id', 'aggregate_id', 'agent_id'],
  expects:
    'an alert of CrowdStrike Falcon’s Alerts API with composite_id, agent_id and cid, or a list of them',
  one: 'an alert of Falcon',
  items: ['resources', 'value'],
  is: (item) =>
    allOf(
      hasOneOf(item, 'composite_id', 'aggregate_id', 'agent_id'),
      hasAtLeast(2, item, [
        'cid',
        'falcon_host_link',
        'pattern_id',
        'severity_name',
        'ioc_context',
        'device',
      ]),
    ),
  read: readAlert,
});
