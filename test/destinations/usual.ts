/** The usual values of an instance and its route. */
export const usualInstance = (name: string) => ({
  name,
  identity: undefined,
  federation: undefined,
  limitedAs: name,
  successor: undefined,
  standby: false,
  drain: false,
  failoverMinutes: undefined,
  failback: 'itself' as const,
  shadows: undefined,
});

export const usualRoute = { successor: null, standby: false } as const;
