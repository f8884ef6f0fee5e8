import { type Format, type Observation, type ReadOptions } from '../../shared/formats/format';

export const options: ReadOptions = {
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const shown = (observation: Observation): string =>
  observation.kind === 'ip'
    ? `${observation.direction ?? 'any'} ${observation.value}`
    : `${observation.kind} ${String(observation.value)}`;

/** `place: what was observed` for each find, and `place: code` for each skip. */
export const intake = (format: Format, payload: unknown, more: Partial<ReadOptions> = {}) => {
  const { found, skipped } = format.read(payload, { ...options, ...more });
  return {
    found: found.map((one) =>
      one._tag === 'Draft' ? `${one.place}: ${one.draft.observed.map(shown).join(', ')}` : one.place,
    ),
    left: skipped.map(({ place, reason }) => `${place}: ${reason.code}`),
    drafts: found.flatMap((one) => (one._tag === 'Draft' ? [one.draft] : [])),
  };
};

/** Reads by one format: place and draft of each find, place and code of each skip. */
export const readerOf =
  (format: Format) =>
  (payload: unknown, more: Partial<ReadOptions> = {}) => {
    const { found, skipped } = format.read(payload, { ...options, ...more });
    return {
      found: found.flatMap((one) => (one._tag === 'Draft' ? [[one.place, one.draft] as const] : [])),
      left: skipped.map(({ place, reason }) => [place, reason.code]),
    };
  };
