// Loaded before the app: moves its clock by CLOCK_SHIFT_MINUTES, as on a machine whose time is not kept.
const shiftMs = Number(process.env.CLOCK_SHIFT_MINUTES ?? 0) * 60_000;
const Real = Date;

globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + shiftMs);
    else super(...given);
  }

  static now() {
    return Real.now() + shiftMs;
  }
};
