/** What `/admin/host/status` said of a Functions host, or why it said nothing. */
export interface HostStatus {
  /** Default, Starting, Initialized, Running, Error, Stopping, Stopped or Offline; null where it did not answer so. */
  readonly state: string | null;
  readonly errors: readonly string[];
  /** The same in a few words, for people who wait. */
  readonly text: string;
}

const saying = (text: string): HostStatus => ({ state: null, errors: [], text });

const isText = (value: unknown): value is string => typeof value === 'string';

const read = (status: number, body: unknown): HostStatus => {
  if (typeof body !== 'object' || body === null || !('state' in body) || !isText(body.state))
    return saying(`it answers ${status} without a state`);
  const errors = 'errors' in body && Array.isArray(body.errors) ? body.errors.filter(isText) : [];
  return { state: body.state, errors, text: `state ${body.state}` };
};

/** Asks once, and waits at most this long for the answer. */
export const askHostStatus = async (url: string, withinMs: number): Promise<HostStatus> => {
  const signal = AbortSignal.timeout(withinMs);
  try {
    const response = await fetch(`${url}/admin/host/status`, { signal });
    const text = await response.text();
    try {
      return read(response.status, JSON.parse(text));
    } catch {
      return read(response.status, null);
    }
  } catch {
    return saying(signal.aborted ? 'it takes connections and does not answer' : 'it does not listen yet');
  }
};
