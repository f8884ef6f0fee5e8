import { type CounterName, type GaugeName, type HistogramName } from './telemetry';

interface Instrument {
  readonly unit: string;
  readonly description: string;
}

export const counters: Readonly<Record<CounterName, Instrument>> = {
  'gateway.events': { unit: '{event}', description: 'Events taken in' },
  'gateway.indicators': { unit: '{indicator}', description: 'Outcomes that were written' },
  'gateway.calls': { unit: '{call}', description: 'Calls to a destination' },
  'gateway.throttles': { unit: '{call}', description: 'Calls that a destination answered with 429' },
  'gateway.unproven': { unit: '{request}', description: 'Requests without a valid proof of who sends' },
  'gateway.held-off': { unit: '{request}', description: 'Requests that a sender has to send again later' },
  'gateway.record.lost': { unit: '{indicator}', description: 'Outcomes that could not be kept to be read' },
  'gateway.shadow': {
    unit: '{indicator}',
    description: 'Indicators that a shadow was to get, by how its outcome compares',
  },
  'gateway.retries': { unit: '{batch}', description: 'Batches and jobs that are tried again' },
};

export const histograms: Readonly<Record<HistogramName, Instrument>> = {
  'gateway.batch.fill': { unit: '1', description: 'Indicators in a batch, as a share of what a call takes' },
  'gateway.limiter.wait': { unit: 'ms', description: 'What a call waited for its permit' },
  'gateway.job.age': { unit: 's', description: 'Age of a job when it is taken from the queue' },
  'gateway.settled': { unit: 's', description: 'From an event to an outcome' },
};

export const gauges: Readonly<Record<GaugeName, Instrument>> = {
  'gateway.quota.used': { unit: '1', description: 'Share of the permits of a minute in use' },
  'gateway.capacity.used': { unit: '1', description: 'Share of the entries that a destination may hold' },
  'gateway.circuit.open': { unit: '1', description: '1 while a destination is left alone' },
  'gateway.queue.age': { unit: 's', description: 'Age of the oldest visible message' },
  'gateway.queue.depth': { unit: '{message}', description: 'Messages, hidden ones included' },
  'gateway.parked': { unit: '{item}', description: 'Parked events and jobs' },
};
