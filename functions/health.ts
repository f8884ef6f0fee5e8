import { health } from '../shared/health/health';
import { type HealthSources } from '../shared/health/sources';
import { type Handler } from './http/answering';

/** `GET /api/health`: 200 all is well, 503 something is not; `{ status, version, lines }` either way, within about 6 seconds. */
export const getHealth =
  (sources: HealthSources, patienceMs?: number): Handler =>
  async () => {
    const found = await health(sources, patienceMs)();
    return {
      status: found.status === 'ok' ? 200 : 503,
      headers: { 'Cache-Control': 'no-store' },
      jsonBody: found,
    };
  };
