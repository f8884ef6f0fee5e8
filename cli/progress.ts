/** Says on standard error how far a long task is. */
export interface Progress {
  readonly begin: (text: string) => void;
  readonly end: (isDone: boolean, text: string) => void;
}

const spinning = async (): Promise<Progress> => {
  const { default: ora } = await import('ora');
  const spinner = ora({ stream: process.stderr, discardStdin: false });
  return {
    begin: (text) => void spinner.start(text),
    end: (isDone, text) => {
      if (isDone) spinner.succeed(text);
      else spinner.fail(text);
    },
  };
};

/** One line for each that is done. */
const plainly: Progress = {
  begin: () => undefined,
  end: (isDone, text) => void process.stderr.write(`${isDone ? 'done  ' : 'FAILED'} ${text}\n`),
};

/** A terminal without width (some containers give one) is no terminal: a spinner would never be done with its lines. */
const canSpin = (): boolean => process.stderr.isTTY && process.stderr.columns > 0;

export const createProgress = async (): Promise<Progress> => (canSpin() ? spinning() : plainly);
