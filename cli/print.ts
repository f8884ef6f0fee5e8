/** Standard output is for what was asked for; everything else goes to standard error. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Text that is safe for a terminal: what a sender wrote may hold control characters. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');

export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
