import { type Fault } from './fault';

/** Untrue answers. Whether Graph really holds what it says can be seen only by reading everything back. */
export const liesFaults: readonly Fault[] = [
  {
    group: 'lies',
    name: '200, and nothing stored',
    on: 'short',
    inject: ({ simulator }) => simulator.inject({ on: 'graph', answer: { kind: 'notStored' } }),
    expected: { lost: 5 },
    maxCalls: 1,
  },
  {
    group: 'lies',
    name: 'stored twice',
    on: 'short',
    inject: ({ simulator }) => simulator.inject({ on: 'graph', answer: { kind: 'storedTwice' } }),
    expected: { created: 5, doubled: 5 },
    maxCalls: 1,
  },
  {
    group: 'lies',
    name: 'a new id on update',
    on: 'short',
    rounds: 3,
    inject: ({ simulator }) =>
      simulator.inject({
        on: 'graph',
        pathEndsWith: '/updateTiIndicators',
        answer: { kind: 'newId' },
      }),
    expected: { created: 5, doubled: 5 },
    maxCalls: 4,
  },
  {
    group: 'lies',
    name: 'visible after 5 min',
    on: 'short',
    rounds: 2,
    inject: ({ simulator }) =>
      simulator.inject({ on: 'graph', answer: { kind: 'visibleLater', ms: 300_000 } }),
    expected: { created: 5, doubled: 5 },
    maxCalls: 3,
  },
];
