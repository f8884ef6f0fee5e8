import * as E from 'fp-ts/Either';
import { isObject, objectOf, textsOf, type Json } from '../codec/json-value';
import { parseJsonText } from './json-text';
import { isLogText } from './message-text';
import { wrapped, type Wrapper } from './wrapper';

/** Members in which log shippers put the line that they read, or the object where they parsed the line themselves. */
const ofLine = (
  'message MESSAGE Message log msg line text body content payload event raw _raw rawEvent raw_event ' +
  'rawmsg RawData SyslogMessage event.original full_message short_message log.original'
).split(' ');
const ofParsed = ['json', 'log_processed'];

/** Members of ECS whose `original` holds the line as it was. */
const ofOriginal = ['event', 'log'];

/** Members by which shippers say where a line is from, and when. Of a name with dots, only the first part counts. */
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

/** Words that judge the content of the line. In a name or a tag, they may reverse its meaning. */
const judging =
  /tlp|traffic.?light|revok|allow|white.?list|benign|goodware|delet|remov|verdict|disposition|false.?positive|malicious|to_ids|expir|classification|confidence|decision/i;

/** Members with words or members that the operator of the shipper chose. */
const ofWords = ['tag', 'tags', 'type', 'status', 'action', 'operation'];
const ofMembers = ['fields', 'labels'];

const judges = (event: Json): boolean =>
  [
    ...Object.keys(event),
    ...ofMembers.flatMap((name) => Object.entries(objectOf(event[name])).flat()),
    ...ofWords.flatMap((name) => textsOf(event[name])),
  ].some((word) => typeof word === 'string' && judging.test(word));

/** A line, what was read from it, and its path. */
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

/** Whether both are the same line, perhaps once without its header. */
const isSame = (one: Line, other: Line): boolean =>
  one.text.endsWith(other.text) ||
  other.text.endsWith(one.text) ||
  JSON.stringify(one.content) === JSON.stringify(other.content);

/**
 * An event that a log shipper passes on (Filebeat, Logstash, Fluent Bit, Vector, rsyslog and others). One member holds JSON or a line
 * of a log as text; the others say where it is from. It is left closed where another member judges the content, or where two members
 * hold different lines.
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

/** Lines that Promtail pushes to Loki, or Loki gives back: `{"streams":[{"stream":{…},"values":[["0","…"]]}]}`. */
export const lokiEntries: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (Array.isArray(value.streams)) return wrapped(outer, ['streams'], value.streams);
  if (value.resultType === 'streams') return wrapped(outer, ['result'], value.result);
  if (!isObject(value.stream) || !Array.isArray(value.values) || judges({ labels: value.stream }))
    return null;
  const lines = value.values.map((entry: unknown) => (Array.isArray(entry) ? (entry[1] as unknown) : entry));
  return wrapped(outer, ['values'], lines);
};
