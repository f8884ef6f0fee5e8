import { lineOf, trouble, healthy } from '../shared/health/finding';
import { describeFaults } from '../shared/config';
import { type Violation } from '../shared/codec/violation';
import { version } from '../package.json';
import { type Handler } from './http/answering';
import { logEntry } from './log-entry';
import { retryLaterHeaders, problem } from './http/problem';

/** Everything that is wrong in one line, since the host records each line on a worker's error stream as an error of its own. */
export const notConfiguredLine = (faults: readonly Violation[]): string =>
  logEntry('alert', { code: 'not-configured', destination: 'none', text: describeFaults(faults) });

/**
 * 503 to every sender. What is wrong concerns the owner, and nobody else is told. The sender comes again, while a 404 would be
 * final.
 */
export const notConfigured: Handler = () =>
  problem({
    slug: 'not-configured',
    title: 'The gateway is not configured; send it again later',
    status: 503,
    detail: 'its settings are not right; its log and its health say which',
    headers: retryLaterHeaders,
  });

/** `GET /api/health` while settings are wrong: 503, with the name of each and never a value. */
export const unconfiguredHealth =
  (faults: readonly Violation[]): Handler =>
  () => ({
    status: 503,
    headers: { 'Cache-Control': 'no-store' },
    jsonBody: {
      status: 'failing',
      version,
      lines: [
        lineOf('settings', trouble('not-configured', describeFaults(faults))),
        lineOf('version', healthy(version)),
      ],
    },
  });
