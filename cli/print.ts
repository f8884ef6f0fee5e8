/** Standard output is for what was asked for; everything else goes to standard error. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Prints, and ends once the system has taken it. It never ends where the reader is gone: then the process does (main.ts). */
export const handOut = (text: string): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(`${text}\n`, (error) => {
      if (error === undefined || error === null) resolve();
    });
  });

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Text that is safe for a terminal: what a sender wrote may hold control characters. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');

export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
