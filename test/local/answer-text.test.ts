import { answerText } from '../../local/answer-text';
import { type Outcome } from '../../shared/pipeline/outcome';

const outcome = (more: Partial<Outcome>): Outcome => ({
  eventId: 'e',
  intakeId: '0123456789',
  source: 'http',
  eventType: null,
  eventTime: null,
  format: 'tiIndicator',
  place: '/value/3',
  receivedAt: '2030-01-01T00:00:00.000Z',
  destination: 'graph',
  externalId: 'x',
  observable: { kind: 'domainName', value: 'bad.org' },
  state: 'duplicate',
  id: 'an-id',
  reason: null,
  requestIds: { request: null, client: null },
  attempt: 1,
  parkedAs: null,
  settledAt: '2030-01-01T00:00:00.000Z',
  ...more,
});

const plain = (text: string): string => text.replaceAll(/\u001b\[\d+m/g, '');

const textOf = (status: number, body: unknown): string => plain(answerText(status, JSON.stringify(body)));

describe('an answer of the gateway, for people', () => {
  it('has its intake, and of each outcome the place, the value, the state whole and the destination', () => {
    const text = textOf(200, { intakeId: '0123456789', outcomes: [outcome({})] });
    expect(text).toMatch(/^200, intake 0123456789\n/);
    for (const part of ['/value/3', 'domainName', 'bad.org', 'duplicate', 'graph', 'intake 01234567'])
      expect(text).toContain(part);
  });

  it('has the title of a problem, and each place with what was expected there', () => {
    const errors = [{ pointer: '/value', expected: 'a list' }];
    expect(textOf(400, { title: 'Nothing read', detail: 'why', errors })).toBe(
      '400, Nothing read\nwhy\n/value: expected a list',
    );
  });

  it('says what an answer without a body means', () => {
    expect(plain(answerText(401, ''))).toBe('401, the key is missing or wrong');
  });

  it('has what a preview says of each destination', () => {
    const call = { method: 'POST', path: '/security/tiIndicators', body: {} };
    const reason = { code: 'not-expressible', text: 'no words for it' };
    const text = textOf(200, {
      indicators: [
        {
          place: '/0',
          format: 'generic',
          tiIndicator: { domainName: 'bad.org' },
          destinations: [
            { destination: 'graph', kind: 'graph', call, reason: null },
            { destination: 'soc-eu', kind: 'defender', call: null, reason },
          ],
        },
      ],
    });
    expect(text).toBe(
      '200\n/0  would be created  generic: domainName bad.org\n    graph  POST /security/tiIndicators\n    soc-eu  skipped  not-expressible: no words for it',
    );
  });

  it('has what a preview would create and what it would leave', () => {
    const text = textOf(200, {
      indicators: [{ place: '', format: 'generic', tiIndicator: { domainName: 'bad.org' } }],
      skipped: [{ place: '/1', code: 'own-domain', text: 'it is yours', violations: [] }],
    });
    expect(text).toBe(
      '200\n/  would be created  generic: domainName bad.org\n/1  skipped  own-domain: it is yours',
    );
  });
});
