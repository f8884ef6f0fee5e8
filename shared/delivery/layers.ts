/** Layers around something, the outermost first: `outermost(a).over(b).on(core)` is `a(b(core))`. */
export interface Layers<Outer, Inner> {
  /** Adds the next layer below. */
  readonly over: <Next>(layer: (inner: Next) => Inner) => Layers<Outer, Next>;
  readonly on: (core: Inner) => Outer;
}

export const outermost = <Outer, Inner>(layer: (inner: Inner) => Outer): Layers<Outer, Inner> => ({
  over: (next) => outermost((core) => layer(next(core))),
  on: layer,
});
