import { channel, cloudEvent, cloudOrigin, gridEvent, gridOrigin, opening, payload } from './events';

const notification = {
  subscriptionId: '9f9d2a50-0000-4000-8000-000000000001',
  clientState: 'secret-client-state',
  changeType: 'updated',
  resource: 'security/alerts_v2/42',
  resourceData: { id: '42' },
};

const validation = gridEvent(
  { validationCode: 'a-code', validationUrl: 'https://rp.eventgrid.azure.net:553/validate' },
  { eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent' },
);

describe('a change notification of Graph', () => {
  it.each([
    ['in its list', { value: [notification, notification], validationTokens: ['t'] }, ''],
    ['alone', notification, ''],
    ['of a life cycle', { value: [{ subscriptionId: 's', lifecycleEvent: 'missed' }] }, ''],
    ['in a list of them', [notification], '/0'],
  ])('is left with the reason: %s', (_, body, place) => {
    const { opened, unopened } = opening(body);
    expect(opened).toEqual([]);
    expect(unopened).toMatchObject([{ origin: channel, place, code: 'change-notification' }]);
    expect(unopened[0]?.text).toContain('Graph change notification');
    expect(JSON.stringify(unopened)).not.toContain('secret-client-state');
  });

  it('in a CloudEvent is left with the origin of that', () => {
    expect(opening(cloudEvent({ data: notification })).unopened).toMatchObject([
      { origin: cloudOrigin, place: '/data', code: 'change-notification' },
    ]);
  });

  it.each([
    ['a subscriptionId alone', { subscriptionId: 's', alertName: 'x' }],
    ['a subscriptionId in a list of alerts', { value: [{ subscriptionId: 's', severity: 'High' }] }],
    ['a changeType alone', { changeType: 'updated', resourceData: {} }],
  ])('is none because of %s', (_, body) => {
    expect(opening(body).opened).toEqual([{ origin: channel, place: '', payload: body }]);
  });
});

describe('an event about an Event Grid subscription', () => {
  it.each([
    ['validation', 'Microsoft.EventGrid.SubscriptionValidationEvent'],
    ['deletion', 'Microsoft.EventGrid.SubscriptionDeletedEvent'],
  ])('is left with the reason, and costs the others nothing: %s', (_, eventType) => {
    const { opened, unopened } = opening([{ ...validation, eventType }, gridEvent(payload)]);
    expect(opened).toEqual([{ origin: gridOrigin, place: '/1/data', payload }]);
    expect(unopened).toMatchObject([
      { origin: { ...gridOrigin, type: eventType }, place: '/0', code: 'subscription-event' },
    ]);
    expect(JSON.stringify(unopened)).not.toMatch(/a-code|553/);
  });
});
