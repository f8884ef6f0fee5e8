import { hasLogLine, logLines, type LogLine } from './log-line';
import { at } from '../../codec/json-pointer';
import { textsOf } from '../../codec/json-value';
import { readLog, threatsIn } from './reading';
import { intakeOf, leave, refuse, type Draft, type Format, type Found, type Skipped } from '../format';

type About = Omit<Draft, 'observed' | 'partOf'>;

const aboutOf = (line: LogLine): About => ({
  description: `${line.vendor} ${line.product}: ${line.fields.get('cat') ?? line.event}`,
  threat: threatsIn(line),
  severity: { value: line.fields.get('sev'), of: 10 },
  tlp: textsOf(line.fields.get('tlp')),
  lastSeen: line.fields.get('devtime'),
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

/** LEEF lines: the URL, hash or address of a threat that was stopped; not traffic, logons, or what a rule denies. */
export const leef: Format = {
  name: 'leef',
  expects: 'a string, or an object with message or raw, that holds lines of LEEF:1.0|… or LEEF:2.0|…',
  recognises: (payload) => hasLogLine(payload, 'leef'),
  read: (payload, { takeSuspicious }) =>
    intakeOf(
      logLines(payload, 'leef').flatMap(({ place, line }) =>
        line === undefined
          ? [refuse(place, 'item-unknown', 'a LEEF line with five fields of a header')]
          : readLine(line, place, takeSuspicious),
      ),
    ),
};
