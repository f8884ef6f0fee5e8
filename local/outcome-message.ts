import { type Outcome } from '../shared/pipeline/outcome';
import { type OutcomeMessage } from '../shared/pipeline/outcomes/outcome-messages';

const schema: OutcomeMessage['schema'] = 'indicator-gateway/outcomes/1';

const isMessage = (value: unknown): value is OutcomeMessage =>
  typeof value === 'object' && value !== null && 'schema' in value && value.schema === schema;

/** The outcomes that a message of the outcome queue holds; undefined where it is another message. */
export const outcomesIn = (text: string): readonly Outcome[] | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isMessage(value) ? value.outcomes : undefined;
  } catch {
    return undefined;
  }
};
