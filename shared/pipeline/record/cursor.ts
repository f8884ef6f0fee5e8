import { type RecordPlace } from './record-store';

const form = /^(\d{1,13})\.([0-9a-f]{0,16})\.(\d{1,6})$/;

/** A place in the record as a text that a reader keeps. */
export const cursorOf = ({ at, id, index }: RecordPlace): string => `${at}.${id}.${index + 1}`;

/** Undefined where it is none. */
export const placeOfCursor = (text: string): RecordPlace | undefined => {
  const [, at, id = '', index] = form.exec(text) ?? [];
  return at === undefined ? undefined : { at: Number(at), id, index: Number(index) - 1 };
};
