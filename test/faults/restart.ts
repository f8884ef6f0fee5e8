import { type FaultAnswer } from '../../local/simulator/faults';
import { type Fault, type Lane } from './fault';
import { callsIn, hitting } from './targets';

export type Settings = Readonly<Record<string, string>>;

/** Ends the app and starts it again on the same storage. */
export const restart = async (
  { gateway }: Lane,
  by: 'SIGKILL' | 'SIGTERM',
  settings: Settings = {},
): Promise<void> => {
  await gateway.host.end(by);
  await gateway.host.start(settings);
};

/** Runs the app with other settings until everything is repaired. */
export const liveWith = async (lane: Lane, settings: Settings): Promise<void> => {
  await restart(lane, 'SIGKILL', settings);
  lane.onHeal(() => restart(lane, 'SIGTERM'));
};

export const callsOf = (lane: Lane): number => callsIn(lane).length;

export const isAtGraph = (lane: Lane): boolean => callsOf(lane) > 0;

/** Two instances have two messages in work each, and no more. */
export const isAtGraphForTwo = (lane: Lane): boolean => callsOf(lane) >= 4;

export const onGraph = (lane: Lane, answer: FaultAnswer, times = 1): void => hitting(lane, answer, { times });

export const row = (name: string, more: Pick<Fault, 'inject'> & Partial<Fault>): Fault => ({
  group: 'process',
  name,
  on: 'process',
  expected: { created: 5 },
  maxCalls: 2,
  repeats: true,
  ...more,
});
