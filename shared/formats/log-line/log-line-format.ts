import { textsOf } from '../../codec/json-value';
import { intakeOf, refuse, type Format } from '../format';
import { marksOf, textMark } from '../marks';
import { type About } from '../kit';
import { hasLogLine, lineMembers, logLines, type GrammarName, type LogLine } from './log-line';
import { readLogLine, threatsIn } from './read-log-line';

/** A format of log lines: how its lines are written, and where they name what they are about. */
export interface LogRecipe {
  readonly name: GrammarName;
  readonly expects: string;
  /** What a line is, with its article; used in the answer to a line that is none. */
  readonly one: string;
  readonly aboutOf: (line: LogLine) => Pick<About, 'description' | 'severity' | 'lastSeen'>;
}

/** Log lines: the URL, hash or address of a threat that was stopped. Traffic, logons and what a rule denies are left. */
export const logLineFormat = ({ name, expects, one, aboutOf }: LogRecipe): Format => {
  const about = (line: LogLine): About => ({
    ...aboutOf(line),
    threat: threatsIn(line),
    tlp: textsOf(line.fields.get('tlp')),
  });
  return {
    name,
    expects,
    marks: marksOf(textMark, ...lineMembers),
    recognises: (payload) => hasLogLine(payload, name),
    read: (payload, { takeSuspicious }) =>
      intakeOf(
        logLines(payload, name).flatMap(({ place, line }) =>
          line === undefined
            ? refuse(place, 'item-unknown', one)
            : readLogLine(line, place, { about: about(line), takeSuspicious }),
        ),
      ),
  };
};
