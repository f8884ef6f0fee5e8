// Loaded before the app, to bring about what can't be done to it from outside.
const blockedMs = 5000;

process.on('SIGUSR2', () => {
  const until = performance.now() + blockedMs;
  while (performance.now() < until);
});

// Takes memory until there is no more, as a leak would.
process.on('SIGHUP', () => {
  const taken = [];
  for (;;) taken.push(new Array(100_000).fill(taken.length));
});
