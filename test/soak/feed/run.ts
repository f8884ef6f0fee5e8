import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAzurite } from '../../azurite';
import { startSimulator } from '../../../local/simulator/simulator';
import { appFolder } from '../../chaos/app-folder';
import { environmentOf, type Settings } from '../../chaos/settings';
import { workLeft } from '../../chaos/whereabouts';
import { startAppHost, type AppHost } from '../../integration/app-host';

/** What `GET /api/intakes/{id}` says. */
export interface Progress {
  readonly feed: {
    readonly lines: number;
    readonly parts: number;
    readonly linesRead: number;
    readonly partsRead: number;
  };
  readonly queued: number;
  readonly settled: Readonly<Record<string, number>>;
  readonly done: boolean;
}

export interface FeedOptions {
  readonly lines: number;
  /** The share of the parts after which the app is killed; null: it is left alone. */
  readonly killAt: number | null;
  /**
   * How long a killed process holds its messages. If this is too short, a busy app gets messages again that it still works on.
   */
  readonly invisibilitySeconds: number;
  readonly settings?: Settings;
  readonly onProgress?: (text: string) => void;
}

export interface FeedReport {
  readonly lines: number;
  readonly parts: number;
  /** Status of the answer, and how long it took. */
  readonly answered: number;
  readonly answeredSeconds: number;
  /** The answers of the progress route: before the first part, when the app was killed, and at the end. */
  readonly first: Progress;
  readonly atKill: Progress | null;
  readonly last: Progress;
  /** From the answer until no message was left. */
  readonly seconds: number;
  /** The seconds of all lives of the app together. */
  readonly processorSeconds: number;
  /** The most memory of any life of the app: idle, after the answer, and at the end; 0 where the system does not tell. */
  readonly idleMB: number;
  readonly answeredMB: number;
  readonly peakMB: number;
  /** Lines of which the destination holds nothing, and surplus entries for a line. */
  readonly lost: number;
  readonly doubled: number;
  /** Indicators that were sent, including those that were sent again after the kill. */
  readonly sent: number;
}

/** How often the progress route may fail to give a progress, a second apart. An app that fails for longer is broken. */
const maxRefusals = 300;

/** How often to check whether all is recorded, a second apart. */
const looksForRecord = 120;

const calm: Settings = {
  DESTINATIONS: 'sentinel',
  SENTINEL_REQUESTS_PER_MINUTE: '0',
  HTTP_BODY_LIMIT_BYTES: String(100 * 1024 * 1024),
  HTTP_BUDGET_SECONDS: '60',
  REQUEST_TIMEOUT_SECONDS: '30',
};

const procText = (pid: number | undefined, name: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
};

const peakOf = (app: AppHost): number =>
  Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(procText(app.pid(), 'status'))?.[1] ?? 0) / 1024);

/** A tick is a hundredth of a second on every Linux. */
const processorOf = (app: AppHost): number => {
  const [, , ...fields] = procText(app.pid(), 'stat')
    .replace(/\(.*\)/, '()')
    .split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
};

const nameOf = (n: number): string => `n${n}.evil-feed.com`;

const secondsSince = (began: number): number => Math.round((performance.now() - began) / 100) / 10;

/**
 * Posts a list of so many lines to the built app on a real host, kills the app while it processes them, and starts it again. It
 * then waits until no message is left, and looks for every line at the destination.
 */
export const runFeed = async (options: FeedOptions): Promise<FeedReport> => {
  const { lines, killAt, invisibilitySeconds, settings = {}, onProgress = () => undefined } = options;
  const [azurite, simulator, folder] = await Promise.all([startAzurite(), startSimulator(), appFolder()]);
  const { connectionString } = azurite;
  const env = environmentOf(
    { connectionString, graphUrl: simulator.graphUrl, identity: simulator.identity },
    { ...calm, FEED_MAX_LINES: String(Math.max(lines, 10_000)), ...settings },
  );
  let app: AppHost | undefined;
  try {
    const host = await startAppHost({ ...folder, settings: env as Settings, invisibilitySeconds });
    app = host;
    const headers = { 'x-functions-key': host.functionKey };
    const body = Array.from({ length: lines }, (_, n) => nameOf(n)).join('\n');
    const idleMB = peakOf(host);
    const posted = performance.now();
    const answer = await fetch(`${host.url}/api/indicators`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/csv' },
      body,
    });
    const { intakeId, queued } = (await answer.json()) as {
      readonly intakeId: string;
      readonly queued?: { readonly parts: number };
    };
    const answeredSeconds = secondsSince(posted);
    const answeredMB = peakOf(host);
    const began = performance.now();
    // A busy app may answer late, or not at all.
    const progress = async (): Promise<Progress> => {
      for (let refusals = 0; refusals < maxRefusals; refusals += 1) {
        const asked = await fetch(`${host.url}/api/intakes/${intakeId}`, { headers });
        if (asked.ok) return (await asked.json()) as Progress;
        onProgress(`the progress route answered ${asked.status}`);
        await sleep(1_000);
      }
      throw new Error('the progress route never said how far it is');
    };
    const parts = queued?.parts ?? 0;
    onProgress(`answered ${answer.status}: ${parts} parts`);
    const first = await progress();
    let [spent, peakMB] = [0, 0];
    const note = (): void => {
      spent += processorOf(host);
      peakMB = Math.max(peakMB, peakOf(host));
    };
    let atKill: Progress | null = null;
    if (killAt !== null) {
      do {
        await sleep(100);
        atKill = await progress();
      } while (atKill.feed.partsRead < killAt * parts);
      note();
      await host.end('SIGKILL');
      onProgress(`killed after ${atKill.feed.partsRead} parts`);
      await host.start();
    }
    while ((await workLeft(connectionString)) > 0) {
      await sleep(2_000);
      const { feed } = await progress();
      onProgress(`${feed.linesRead} of ${feed.lines} lines`);
    }
    // The record may be behind.
    for (let look = 0; look < looksForRecord && !(await progress()).done; look += 1) await sleep(1_000);
    note();
    const seconds = secondsSince(began);
    const held = simulator.stixObjects().map(({ pattern }) => /'(.+)'/.exec(String(pattern))?.[1] ?? '');
    const distinct = new Set(held);
    return {
      lines,
      parts,
      answered: answer.status,
      answeredSeconds,
      first,
      atKill,
      last: await progress(),
      seconds,
      processorSeconds: Math.round(spent * 10) / 10,
      idleMB,
      answeredMB,
      peakMB,
      lost: Array.from({ length: lines }, (_, n) => nameOf(n)).filter((name) => !distinct.has(name)).length,
      doubled: held.length - distinct.size,
      sent: simulator
        .requests()
        .filter(({ on }) => on === 'sentinel')
        .reduce((sum, { items }) => sum + items, 0),
    };
  } finally {
    await app?.stop();
    await Promise.all([simulator.stop(), azurite.stop(), folder.remove()]);
  }
};
