import * as E from 'fp-ts/Either';
import { isObject, objectOf, textsOf, type Json } from '../codec/json-value';
import { parseJsonText } from './json-text';
import { isLogText } from './message-text';
import { wrapped, type Wrapper } from './wrapper';

/** Where shippers of logs put the line that they read, and an object where they parsed it themselves. */
const ofLine = (
  'message MESSAGE Message log msg line text body content payload event raw _raw rawEvent raw_event ' +
  'rawmsg RawData SyslogMessage event.original full_message short_message log.original'
).split(' ');
const ofParsed = ['json', 'log_processed'];

/** Members of ECS that hold the line as it was. */
const ofOriginal = ['event', 'log'];

/** What shippers say of where a line is from, and when; the first part of a name with dots. */
const beside = new Set(
  (
    '@timestamp @version @metadata _time time timestamp date ts TimeGenerated timereported timegenerated ' +
    '__REALTIME_TIMESTAMP DATE ISODATE EventTime agent beat host hostname HOST _HOSTNAME Hostname ' +
    'HostName Computer fromhost ecs input log winlog kubernetes docker container container_name ' +
    'container_id file filename path offset stream source source_type sourcetype SourceName tag tags ' +
    'fields labels job syslogtag programname PROGRAM SYSLOG_IDENTIFIER facility severity Facility ' +
    'SeverityLevel level ddsource service logstream index'
  ).split(' '),
);

/** Words that judge what is in the line: a name or a mark of these may turn its meaning round. */
const judging =
  /tlp|traffic.?light|revok|allow|white.?list|benign|goodware|delet|remov|verdict|disposition|false.?positive|malicious|to_ids|expir|classification|confidence|decision/i;

/** Members with words, and with members, of whoever set the shipper up. */
const ofWords = ['tag', 'tags', 'type', 'status', 'action', 'operation'];
const ofMembers = ['fields', 'labels'];

const judges = (event: Json): boolean =>
  [
    ...Object.keys(event),
    ...ofMembers.flatMap((name) => Object.entries(objectOf(event[name])).flat()),
    ...ofWords.flatMap((name) => textsOf(event[name])),
  ].some((word) => typeof word === 'string' && judging.test(word));

/** A line that was shipped, read, and the way to it. */
interface Line {
  readonly path: readonly string[];
  readonly text: string;
  readonly content: unknown;
}

const lineAt = (path: readonly string[], text: unknown): readonly Line[] => {
  if (typeof text !== 'string') return [];
  const parsed = parseJsonText(text);
  if (E.isRight(parsed))
    return typeof parsed.right === 'object' && parsed.right !== null
      ? [{ path, text: text.trim(), content: parsed.right }]
      : [];
  return isLogText(text) ? [{ path, text: text.trim(), content: text }] : [];
};

const linesIn = (event: Json): readonly Line[] => [
  ...ofLine.flatMap((name) => lineAt([name], event[name])),
  ...ofOriginal.flatMap((name) => lineAt([name, 'original'], objectOf(event[name]).original)),
  ...ofParsed.flatMap((name) => {
    const content = event[name];
    return isObject(content) && Object.keys(event).length > 1
      ? [{ path: [name], text: JSON.stringify(content), content }]
      : [];
  }),
];

/** One line as the shipper read it, with and without its head. */
const isSame = (one: Line, other: Line): boolean =>
  one.text.endsWith(other.text) ||
  other.text.endsWith(one.text) ||
  JSON.stringify(one.content) === JSON.stringify(other.content);

/**
 * An event as a shipper of logs passes it on (Filebeat, Logstash, Fluent Bit, Vector, rsyslog and others): JSON, or a line of a log, as
 * text in a member beside what the shipper knows of where it is from. Not where something beside it judges what is in it, and not
 * where two members say different things.
 */
export const shippedEvent: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  const names = Object.keys(value);
  if (names.length > 1 && !names.some((name) => beside.has(name.split('.')[0] ?? ''))) return null;
  if (judges(value)) return null;
  const [line, ...others] = linesIn(value);
  return line !== undefined && others.every((other) => isSame(line, other))
    ? wrapped(outer, line.path, line.content)
    : null;
};

/** Lines as Promtail pushes them to Loki and Loki answers them: `{"streams":[{"stream":{…},"values":[["0","…"]]}]}`. */
export const lokiEntries: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (Array.isArray(value.streams)) return wrapped(outer, ['streams'], value.streams);
  if (value.resultType === 'streams') return wrapped(outer, ['result'], value.result);
  if (!isObject(value.stream) || !Array.isArray(value.values) || judges({ labels: value.stream }))
    return null;
  const lines = value.values.map((entry: unknown) => (Array.isArray(entry) ? (entry[1] as unknown) : entry));
  return wrapped(outer, ['values'], lines);
};
