import { notice, trouble, healthy, type Finding } from './finding';

/** From this share on, somebody should make room or send less. */
export const nearlyFull = 0.8;

/** How many entries a destination holds, of those that it may. */
export const roomFinding = (held: number | null, max: number): Finding => {
  if (held === null) return notice('room-not-counted', `takes ${max}`);
  const share = held / max;
  const text = `holds ${held} of ${max}, ${Math.floor(100 * share)} %`;
  if (share >= 1) return trouble('tenant-full', text);
  return share >= nearlyFull ? notice('tenant-nearly-full', text) : healthy(text);
};
