import { cut, trim } from './text';

/** The documented limit, in UTF-16 units. */
const longest = 100;

interface Described {
  readonly description?: string;
  readonly additionalInformation?: string;
}

/** Cuts a long description. The full text moves to the front of the additional information, followed by a blank line. */
export const fitDescription = (long: Described): Described => {
  const { description = '', additionalInformation } = long;
  if (description.length <= longest) return long;
  return {
    description: cut(trim(description), longest),
    additionalInformation:
      additionalInformation === undefined ? description : `${description}\n\n${additionalInformation}`,
  };
};
