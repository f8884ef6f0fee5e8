import { jobMessages, readJob } from '../../shared/pipeline/job';
import { startOfTime } from '../pipeline/in-memory-environment';
import { jobOf, plannedOf } from '../pipeline/planned';
import { rightOf } from '../pipeline/right-of';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const job = { ...jobOf(plannedOf('a')) };

const readBack = (more: object) => {
  const [{ message } = { message: '' }] = jobMessages(job);
  return rightOf(readJob(() => new Date(startOfTime))({ ...(JSON.parse(message) as object), ...more })).job;
};

describe('the place of a job in a trace', () => {
  it('comes back from its message', () => {
    const [{ message } = { message: '' }] = jobMessages({ ...job, traceparent, tracestate: 'a=1' });
    const { job: back } = rightOf(readJob(() => new Date(startOfTime))(JSON.parse(message)));
    expect(back).toMatchObject({ traceparent, tracestate: 'a=1' });
  });

  it.each([
    ['an earlier version, which has none', {}],
    ['something else in its place', { traceparent: 7, tracestate: {} }],
    ['an empty text in its place', { traceparent: '' }],
  ])('keeps no job from being read: %s', (_, more) => {
    const back = readBack(more);
    expect(back.items).toHaveLength(1);
    expect(back).not.toHaveProperty('traceparent');
  });
});
