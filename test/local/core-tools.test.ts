import { startCoreTools, type CoreToolsTimes } from '../../local/core-tools';
import { freePort } from '../../local/ports';
import { fakeBin, fakeFunc, type FakeBin } from './fake-func';
import { eventually } from '../waiting';

const soon: CoreToolsTimes = {
  version: 60_000,
  up: 60_000,
  upByNpx: 60_000,
  poll: 10,
  answer: 100,
  progress: 20,
  grace: 200,
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

let bin: FakeBin;

beforeEach(() => {
  bin = fakeBin();
});

afterEach(() => bin.remove());

interface Tried {
  readonly steps: readonly string[];
  readonly message: string;
}

const optionsFor = (steps: string[], times: Partial<CoreToolsTimes>) => ({
  root: bin.folder,
  env: bin.env,
  onLine: () => undefined,
  onStep: (step: string) => void steps.push(step),
  times: { ...soon, ...times },
});

/** Starts it, and keeps what the user sees until it is given up. */
const failing = async (times: Partial<CoreToolsTimes> = {}): Promise<Tried> => {
  const steps: string[] = [];
  const started = startCoreTools({ ...optionsFor(steps, times), port: await freePort(0) });
  const message = await started.then(
    () => 'it started',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
  return { steps, message };
};

/** Tries with twice the time until that is enough for func to begin; what never comes is seen with the longest. */
const inEnough = async (
  attempt: (ms: number) => Promise<Tried>,
  isEnough: (tried: Tried) => boolean,
): Promise<Tried & { readonly ms: number }> => {
  for (let ms = 500; ; ms *= 2) {
    const tried = await attempt(ms);
    if (isEnough(tried) || ms >= 60_000) return { ...tried, ms };
  }
};

const hasBegun = (): boolean => bin.pids().length > 0;

const waitedFor = ({ steps }: Tried): number =>
  steps.filter((step) => step.startsWith('waiting for func')).length;

const nothingIsLeft = async (): Promise<void> => {
  expect(bin.pids().length).toBeGreaterThan(0);
  await eventually(() => !bin.pids().some(isRunning));
};

describe('when func ends at once', () => {
  it('says how it ended and what it printed last', async () => {
    bin.put('func', fakeFunc.exits);
    const { message } = await failing();
    expect(message).toMatch(/^func ended before it ran the app: exit code 3\./);
    expect(message).toContain('  The extension bundle can not be had.');
    expect(message).toContain('Without --func');
    await nothingIsLeft();
  });
});

describe('when func hangs', () => {
  it('says how far it is all the time, then gives up with its last lines, and ends it though it does not listen', async () => {
    bin.put('func', fakeFunc.hangs);
    const tried = await inEnough(
      (up) => failing({ up }),
      (one) => hasBegun() && waitedFor(one) > 1,
    );
    const { steps, message, ms } = tried;
    expect(steps[0]).toBe('func 4.13.2, as it is on PATH');
    expect(waitedFor(tried)).toBeGreaterThan(1);
    expect(steps.at(-1)).toMatch(/it does not listen yet/);
    expect(message).toContain(`func did not come up within ${ms / 1000} s: it does not listen yet.`);
    await nothingIsLeft();
  });

  it('says so when it takes connections and answers none', async () => {
    bin.put('func', fakeFunc.answersNothing);
    const { message } = await inEnough(
      (up) => failing({ up }),
      (tried) => !tried.message.includes('does not listen yet'),
    );
    expect(message).toContain('it takes connections and does not answer');
    await nothingIsLeft();
  });

  it('gives up on one that does not even say its version', async () => {
    bin.put('func', fakeFunc.hangsOnVersion);
    const { message, ms } = await inEnough((version) => failing({ version }), hasBegun);
    expect(message).toContain(`func is on PATH, and func --version did not end within ${ms / 1000} s.`);
    await nothingIsLeft();
  });
});

describe('when func answers Error', () => {
  it('stops at once with the errors it names', async () => {
    bin.put('func', fakeFunc.answersError);
    const { message } = await failing();
    expect(message).toMatch(/^func is in state Error:\n {2}The bundle is not valid\.\n {2}No storage\./);
    await nothingIsLeft();
  });
});

describe('when func goes and leaves a child', () => {
  it('says that it has ended, and ends the child', async () => {
    bin.put('func', fakeFunc.leavesAChild);
    const { message } = await failing();
    expect(message).toContain('exit code 1');
    expect(message).toContain('going, and leaving a child');
    expect(bin.pids().length).toBeGreaterThan(2);
    await nothingIsLeft();
  });
});

describe('when func works', () => {
  it('waits for Running, and ends it with its children', async () => {
    bin.put('func', fakeFunc.works);
    const { url, stop } = await startCoreTools({ ...optionsFor([], {}), port: await freePort(0) });
    expect(await (await fetch(`${url}/admin/host/status`)).json()).toEqual({ state: 'Running' });
    await stop();
    await nothingIsLeft();
  });

  it('ends it when nobody waits for it any more', async () => {
    bin.put('func', fakeFunc.hangs);
    const controller = new AbortController();
    const started = startCoreTools({
      ...optionsFor([], {}),
      onLine: () => {
        controller.abort();
      },
      port: await freePort(0),
      signal: controller.signal,
    });
    await expect(started).rejects.toThrow('stopped');
    await nothingIsLeft();
  });
});

describe('when there is no func of version 4', () => {
  it.each([
    ['none', null, 'there is no func on PATH'],
    ['an older one', fakeFunc.isOld, 'the func on PATH is 3.0.5455'],
  ])('has npx run it at its major, and says before how much that may fetch: %s', async (_, func, why) => {
    if (func !== null) bin.put('func', func);
    bin.put('npx', `console.log(JSON.stringify(args)); process.exit(7);`);
    const { steps, message } = await failing();
    expect(steps[0]).toBe(
      `${why}: npx fetches azure-functions-core-tools@4, some 650 MB the first time, and runs it`,
    );
    expect(message).toContain(
      '["--yes","--package","azure-functions-core-tools@4","--","func","start","--port",',
    );
    expect(message).toContain('exit code 7');
  });
});
