/** Asks every 50 ms until the answer is neither undefined nor false; rejects with `what` when the time is up. */
export const eventually = async <A>(
  ask: () => A | Promise<A>,
  { seconds, what = 'what was waited for' }: { readonly seconds: number; readonly what?: string },
): Promise<Exclude<A, undefined | false>> => {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer as Exclude<A, undefined | false>;
    if (Date.now() > until) throw new Error(`${what} did not come within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
