import { cut, trim } from './text';

/** The documented limit, in UTF-16 units. */
const longest = 100;

interface Described {
  readonly description?: string;
  readonly additionalInformation?: string;
}

/** Cuts a long description; the full one moves before the additional information, with a blank line between. */
export const fitDescription = (long: Described): Described => {
  const { description = '', additionalInformation } = long;
  if (description.length <= longest) return long;
  return {
    description: cut(trim(description), longest),
    additionalInformation:
      additionalInformation === undefined ? description : `${description}\n\n${additionalInformation}`,
  };
};
