import { callIdAt } from '../../shared/telemetry/call-id';
import { placesIn } from '../../shared/telemetry/trace-place';

const trace = '0af7651916cd43dd8448eb211c80319c';

describe('the id of a call', () => {
  it('is a GUID, the same for the same span whether it is sampled or not', () => {
    const id = callIdAt({ traceparent: `00-${trace}-b7ad6b7169203331-01` });
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(callIdAt({ traceparent: `00-${trace}-b7ad6b7169203331-00` })).toBe(id);
  });

  it('is another for another span of the same trace', () => {
    const ids = ['b7ad6b7169203331', 'b7ad6b7169203332'].map((span) =>
      callIdAt({ traceparent: `00-${trace}-${span}-01` }),
    );
    expect(new Set(ids).size).toBe(2);
  });
});

describe('the places in a message', () => {
  const one = `00-${trace}-b7ad6b7169203331-01`;
  const two = `00-${trace}-00f067aa0ba902b7-01`;

  it.each([
    [
      'a job or a CloudEvent',
      { traceparent: one, tracestate: 'a=1' },
      [{ traceparent: one, tracestate: 'a=1' }],
    ],
    ['a place without a state', { traceparent: one, tracestate: '' }, [{ traceparent: one }]],
    [
      'a batch, each once',
      [{ traceparent: one }, {}, { traceparent: two }, { traceparent: one }],
      [{ traceparent: one }, { traceparent: two }],
    ],
    ['no place', { hello: 'world' }, []],
    ['text', one, []],
    ['nothing', null, []],
    ['a list of nothing', [null, 1, 'x', undefined], []],
  ])('of %s', (_, message, places) => {
    expect(placesIn(message)).toEqual(places);
  });

  it('are a hundred at the most', () => {
    const batch = Array.from({ length: 300 }, (_, n) => ({ traceparent: `${n}` }));
    expect(placesIn(batch)).toHaveLength(100);
  });
});
