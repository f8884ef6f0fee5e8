import { hasLogLine, logLines, type LogLine } from './log-line';
import { at } from '../../codec/json-pointer';
import { textsOf } from '../../codec/json-value';
import { readLog, threatsIn } from './reading';
import { intakeOf, leave, refuse, type Draft, type Format, type Found, type Skipped } from '../format';

type About = Omit<Draft, 'observed' | 'partOf'>;

const aboutOf = (line: LogLine): About => ({
  description: `${line.vendor} ${line.product}: ${line.name}`,
  threat: threatsIn(line),
  severity: { value: line.severity, of: 10 },
  tlp: textsOf(line.fields.get('tlp')),
  lastSeen: line.fields.get('rt') ?? line.fields.get('end'),
});

const readLine = (line: LogLine, place: string, takeSuspicious: boolean): readonly (Found | Skipped)[] => {
  const { taken, left } = readLog(line, takeSuspicious);
  const about = aboutOf(line);
  const hash = taken.flatMap(({ parts }) => parts).find(({ kind }) => kind === 'hash')?.value;
  return [
    ...taken.map(({ key, parts }): Found => ({
      place: at(place, key),
      draft: { ...about, observed: parts, partOf: parts[0]?.kind === 'hash' ? hash : undefined },
    })),
    ...left.map(({ key, code, text }) => leave(key === undefined ? place : at(place, key), code, text)),
  ];
};

/** CEF lines: the URL, hash or address of a threat that was stopped; not traffic, logons, or what a rule denies. */
export const cef: Format = {
  name: 'cef',
  expects: 'a string, or an object with message or raw, that holds lines of CEF:0|…',
  recognises: (payload) => hasLogLine(payload, 'cef'),
  read: (payload, { takeSuspicious }) =>
    intakeOf(
      logLines(payload, 'cef').flatMap(({ place, line }) =>
        line === undefined
          ? [refuse(place, 'item-unknown', 'a CEF line with seven fields of a header')]
          : readLine(line, place, takeSuspicious),
      ),
    ),
};
