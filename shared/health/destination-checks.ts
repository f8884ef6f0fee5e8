import * as E from 'fp-ts/Either';
import { type Seen } from '../delivery/watch';
import { unavailable, type Unavailable } from '../failure';
import { withinPatience, type Check } from './check';
import { trouble, healthy, word, type Finding } from './finding';
import { limiterFinding } from './limiter-finding';
import { reachFinding } from './reach';
import { roomFinding } from './room-finding';
import { type ProbedDestination } from './sources';
import { tokenFinding } from './token';

type Permit = E.Either<Unavailable, void>;

/**
 * The share of a check's time that the permit may take. A limiter whose table hangs goes on without it after two seconds, and
 * the probe follows then.
 */
const shareOfPermit = 0.6;

const lastFinding = (last: Date | null, startedAt: Date): Finding =>
  healthy(
    last === null
      ? `none by this instance since it started at ${startedAt.toISOString()}`
      : `at ${last.toISOString()}`,
  );

/** The finding on the circuit: whether this instance leaves the destination alone. */
export const circuitFinding = ({ circuit }: Seen): Finding => {
  if (circuit === null) return healthy('closed');
  const { openSince, detail } = circuit;
  const last = detail === null ? '' : `; last answer ${detail.status ?? 'none'} ${word(detail.code)}`;
  return trouble('circuit-open', `open since ${openSince.toISOString()}${last}`);
};

export interface Circumstances {
  readonly startedAt: Date;
  readonly patienceMs: number;
}

/** The entries are counted at most once an hour, whoever asks. */
const roomChecks = (name: string, room: ProbedDestination['room']): readonly Check[] =>
  room === null || room === undefined
    ? []
    : [
        {
          name: `${name} room`,
          look: async () => roomFinding(await room.held(), room.max),
          late: 'room-not-counted',
        },
      ];

/** Turns findings on a shadow into notes: they are worth knowing, and no trouble of the deployment. */
const asNote = ({ name, look, late }: Check): Check => ({
  name,
  look: async () => ({ ...(await look()), ok: true }),
  late,
  isNote: true,
});

/** The checks of one destination. All begin at once, since the probe is a call like others and takes a permit. */
export const destinationChecks =
  ({ startedAt, patienceMs }: Circumstances) =>
  ({ instance, exchange, limiter, watch, permissions, room = null }: ProbedDestination): readonly Check[] => {
    const permitMs = patienceMs * shareOfPermit;
    const noPermit: Permit = E.left(unavailable('destination', 'limiter-slow'));
    const permit = withinPatience(permitMs, limiter.take(permitMs)(), noPermit);
    const { name, kind, endpoint } = instance;
    const { permission, probe } = kind;
    const { auth } = endpoint;
    const token: readonly Check[] =
      auth._tag === 'Entra'
        ? [
            {
              name: `${name} token`,
              look: async () =>
                tokenFinding(await permissions(auth.scope)(), permission, instance.federation !== undefined),
              late: 'token-timeout',
            },
          ]
        : [];
    const checks: readonly Check[] = [
      ...token,
      {
        name: `${name} reach`,
        look: async () => {
          const permitted = await permit;
          const answer = E.isLeft(permitted)
            ? permitted
            : await exchange(probe.call, patienceMs - permitMs)();
          return reachFinding(answer, watch.seen(), probe.expected);
        },
        late: 'destination-timeout',
      },
      {
        name: `${name} limiter`,
        look: async () => limiterFinding(await permit, endpoint.requestsPerMinute, watch.seen()),
        late: 'limiter-slow',
      },
      ...roomChecks(name, room),
      {
        name: `${name} circuit`,
        look: () => Promise.resolve(circuitFinding(watch.seen())),
        late: 'check-failed',
      },
      {
        name: `${name} last success`,
        look: () => Promise.resolve(lastFinding(watch.seen().lastSuccess, startedAt)),
        late: 'check-failed',
      },
    ];
    return instance.shadows === undefined ? checks : checks.map(asNote);
  };
