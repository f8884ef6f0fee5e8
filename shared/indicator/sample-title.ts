import { textOf } from '../codec/json-value';

const bracketed = /^\[ ?(?:sample|test)(?:[ _-]?(?:alert|finding|incident))? ?\]/i;

/**
 * Whether a title says that all of it is made up: `[SAMPLE ALERT] …` (Defender for Cloud), `[Test Alert] …` (Defender for
 * Endpoint's test of detection), `[SAMPLE] …` (Amazon).
 */
export const isSampleTitle = (title: unknown): boolean => bracketed.test(textOf(title) ?? '');
