import { lineOf, trouble, well } from '../shared/health/finding';
import { describeFaults } from '../shared/config';
import { type Violation } from '../shared/codec/violation';
import { version } from '../package.json';
import { type Handler } from './answering';
import { logEntry } from './log-entry';
import { comeBack, problem } from './problem';

/** The one line that says all that is wrong: a host takes a line of a worker's error stream for an error, and no more of it. */
export const notConfiguredLine = (faults: readonly Violation[]): string =>
  logEntry('alert', { code: 'not-configured', destination: 'none', text: describeFaults(faults) });

/** 503 to every sender: what is wrong is the owner's, and nobody else is told. It comes again, where 404 would be final. */
export const notConfigured: Handler = () =>
  problem({
    slug: 'not-configured',
    title: 'The gateway is not configured; send it again later',
    status: 503,
    detail: 'its settings are not right; its log and its health say which',
    headers: comeBack,
  });

/** `GET /api/health` while settings are wrong: 503, with each by its name and never a value. */
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
        lineOf('version', well(version)),
      ],
    },
  });
