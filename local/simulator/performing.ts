import { type IncomingMessage } from 'node:http';
import { type Answer } from './answer';
import { type AnswerChange } from './fault-answers';
import { type Recording } from './recorded';
import { type Service } from './service';

/** A request to an API, and what answers it. */
export interface Asked {
  readonly service: Service;
  readonly request: IncomingMessage;
  readonly recording: Recording;
  readonly query: URLSearchParams;
  readonly text: string;
}

/** Does what was asked and says how it is answered; may be called again (stored twice). */
export type Perform = (change?: AnswerChange) => Answer;

export interface Caller {
  readonly app: string;
}

/** Admits the caller once, however often what was asked is done. */
export const admittedOnce = (
  admit: () => Caller | Answer,
  perform: (caller: Caller, change: AnswerChange | undefined) => Answer,
): Perform => {
  let admission: Caller | Answer | undefined;
  return (change) => {
    admission ??= admit();
    return 'status' in admission ? admission : perform(admission, change);
  };
};
