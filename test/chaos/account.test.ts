import { accountOf, type Channel } from './account';

const nowhere = {
  stored: new Map<string, number>(),
  queued: new Set<string>(),
  parked: new Map<string, string>(),
};

const sent = (channel: Channel, taken: boolean, ...ids: string[]) => ({ channel, taken, ids });

describe('an indicator of an event that was taken', () => {
  it.each([
    ['in the destination', { stored: new Map([['a', 1]]) }, { stored: 1, lost: 0 }],
    ['on a queue', { queued: new Set(['a']) }, { queued: 1, lost: 0 }],
    [
      'parked',
      { parked: new Map([['a', 'destination-retired']]) },
      { parked: { 'destination-retired': 1 }, lost: 0 },
    ],
    ['nowhere', {}, { lost: 1, lostIds: ['a (queue)'] }],
  ])('%s is counted so', (_, where, expected) => {
    expect(accountOf([sent('queue', true, 'a')], { ...nowhere, ...where })).toMatchObject(expected);
  });

  it('twice in the destination is stored, and doubled', () => {
    const account = accountOf([sent('http', true, 'a', 'b')], {
      ...nowhere,
      stored: new Map([
        ['a', 2],
        ['b', 1],
      ]),
    });
    expect(account).toMatchObject({ taken: 2, stored: 2, doubled: 1, lost: 0 });
  });
});

describe('an indicator of an event without an answer', () => {
  it('may be there or not, and is never lost', () => {
    const account = accountOf([sent('http', false, 'a', 'b')], { ...nowhere, stored: new Map([['a', 1]]) });
    expect(account).toMatchObject({ taken: 0, lost: 0, notAnswered: 2, notAnsweredStored: 1 });
    expect(account.events).toEqual({ http: 0, 'http, later': 0, queue: 0, notAnswered: 1 });
  });
});
