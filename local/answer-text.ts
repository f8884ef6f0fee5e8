import pc from 'picocolors';
import { type Violation } from '../shared/codec/violation';
import { type Indicator } from '../shared/indicator/indicator';
import { observablesOf } from '../shared/indicator/observable';
import { type Outcome } from '../shared/pipeline/outcome';
import { type ShownAt } from '../shared/pipeline/dispatch/shown-at';
import { outcomeTable } from './outcome-table';

interface Left {
  readonly place: string;
  readonly code: string;
  readonly text: string;
  readonly violations: readonly Violation[];
}

/** What the gateway answers of an event, of a preview, or as a problem. */
interface Answer {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly Violation[];
  readonly intakeId?: string;
  readonly outcomes?: readonly Outcome[];
  readonly indicators?: readonly {
    readonly place: string;
    readonly format: string;
    readonly tiIndicator: Indicator;
    /** Absent in the answer of an older gateway. */
    readonly destinations?: readonly ShownAt[];
  }[];
  readonly skipped?: readonly Left[];
}

const parsed = (text: string): Answer => {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
};

const expectedAt = ({ pointer, expected }: Violation): string => `${pointer || '/'}: expected ${expected}`;

const shownLine = ({ destination, call, reason }: ShownAt): string =>
  call === null
    ? `    ${destination}  ${pc.yellow('skipped')}  ${reason?.code}: ${reason?.text}`
    : `    ${destination}  ${call.method} ${call.path}`;

const previewLines = ({ indicators = [], skipped = [] }: Answer): readonly string[] => [
  ...indicators.flatMap(({ place, format, tiIndicator, destinations = [] }) => {
    const known = observablesOf(tiIndicator).map(({ kind, value }) => `${kind} ${value}`);
    return [
      `${place || '/'}  ${pc.green('would be created')}  ${format}: ${known.join(', ')}`,
      ...destinations.map(shownLine),
    ];
  }),
  ...skipped.flatMap(({ place, code, text, violations }) => [
    `${place || '/'}  ${pc.yellow('skipped')}  ${code}: ${text}`,
    ...violations.map((violation) => `    ${expectedAt(violation)}`),
  ]),
];

const unsaid: Readonly<Record<number, string>> = {
  401: 'the key is missing or wrong',
  404: 'there is no gateway at this address',
};

/** An answer for people: its status, and what became of each indicator or what is wrong. */
export const answerText = (status: number, text: string): string => {
  const answer = parsed(text);
  const { title, detail, errors = [], intakeId, outcomes = [] } = answer;
  const head = [status, title ?? unsaid[status], intakeId === undefined ? undefined : `intake ${intakeId}`];
  const problem = title === undefined ? [] : [detail, ...errors.map(expectedAt)];
  return [
    head.filter((part) => part !== undefined).join(', '),
    ...problem,
    ...(outcomes.length > 0 ? [outcomeTable(outcomes)] : previewLines(answer)),
  ].join('\n');
};
