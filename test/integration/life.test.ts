import { type Outcome } from '../../shared/pipeline/outcome';
import { bundledCli, type Cli } from '../cli/command';
import { blocksOf, textOf } from '../docs/blocks';
import { isThere, shellFor, type Shell } from '../docs/shell';
import { startGateway, type Gateway } from './gateway';
import { indicator } from './indicators';
import { cloudEvent, senderTo, type Sender } from './sender';

const three = ['defender', 'graph', 'sentinel'];

let gateway: Gateway;
let sender: Sender;

beforeAll(async () => {
  gateway = await startGateway((simulator) => ({
    DESTINATIONS: 'graph,sentinel,defender',
    SENTINEL_WORKSPACE_RESOURCE_ID: simulator.workspaceResource,
    SENTINEL_MANAGEMENT_URL: simulator.url,
    // Thirty a minute would have these tests wait for each other.
    DEFENDER_REQUESTS_PER_MINUTE: '0',
  }));
  sender = senderTo(gateway);
});

beforeEach(() => {
  sender.forget();
  gateway.simulator.reset();
});

afterAll(() => gateway.stop());

const brief = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes
    .map(
      ({ destination, state, reason }) =>
        `${destination} ${state}${reason === null ? '' : ` ${reason.code}`}`,
    )
    .sort();

const atAll = (said: string): readonly string[] => three.map((name) => `${name} ${said}`);

const post = async (...items: readonly unknown[]): Promise<readonly string[]> => {
  const { json } = await sender.postText(JSON.stringify(items));
  return brief((json as { readonly outcomes: readonly Outcome[] }).outcomes);
};

interface TakenBack {
  readonly count: number;
  readonly goes: number;
  readonly outcomes?: readonly Outcome[];
}

const takeBack = async (query: Readonly<Record<string, string>>) => {
  const response = await fetch(`${gateway.url}/api/indicators?${new URLSearchParams(query).toString()}`, {
    method: 'DELETE',
    headers: { 'x-functions-key': gateway.functionKey },
  });
  return { status: response.status, json: (await response.json()) as TakenBack };
};

const hostOf = (name: string): string => `${name}.life-host.com`;

const one = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  indicator({ domainName: hostOf(name), ...more });

/** What each product has, as an analyst sees it: what is revoked in Sentinel counts no more. */
const shown = () => ({
  graph: gateway.simulator.stored().length,
  sentinel: gateway.simulator.stixObjects().filter(({ revoked }) => revoked !== true).length,
  defender: gateway.simulator.defenderIndicators().length,
});

const everywhere = (count: number) => ({ graph: count, sentinel: count, defender: count });

describe('an indicator that its source takes back', () => {
  it('goes from all three, is not taken back twice, and comes again', async () => {
    expect(await post(one('source'))).toEqual(atAll('created'));
    expect(await post(one('source', { isActive: false }))).toEqual(atAll('revoked'));
    expect(shown()).toEqual(everywhere(0));
    expect(await post(one('source', { isActive: false }))).toEqual(atAll('skipped not-held'));
    expect(await post(one('source'))).toEqual(atAll('created'));
    expect(shown()).toEqual(everywhere(1));
    expect(new Set(gateway.simulator.stixObjects().map(({ id }) => id)).size).toBe(2);
  });

  it('goes as a Defender target too, which Graph deletes one by one', async () => {
    const target = { targetProduct: 'Microsoft Defender ATP', action: 'alert' };
    await post(one('target', target), one('other', target));
    expect(shown().graph).toBe(2);
    await post(one('target', { ...target, isActive: false }), one('other', { ...target, isActive: false }));
    expect(shown()).toEqual(everywhere(0));
  });

  it('was never there: nothing is asked of anybody', async () => {
    const before = gateway.simulator.requests().length;
    expect(await post(one('never', { isActive: false }))).toEqual(atAll('skipped not-held'));
    expect(gateway.simulator.requests()).toHaveLength(before);
  });
});

describe('an indicator that is allowed after it was to be blocked', () => {
  const blocked = { action: 'block' };
  const allowed = { action: 'allow' };
  const from = (source: string, item: unknown) => ({ ...cloudEvent(source, item), source });
  const postFrom = async (source: string, item: unknown): Promise<readonly string[]> =>
    brief((await sender.postText(JSON.stringify(from(source, item)))).outcomes);
  const left = (state: string): readonly string[] => [
    `defender ${state} allow-not-wanted`,
    `sentinel ${state} allow-not-expressible`,
  ];

  it('goes from where nothing can be allowed, and is blocked again when its source says so', async () => {
    expect(await postFrom('feed', one('allowed', blocked))).toEqual(atAll('created'));
    expect(await postFrom('feed', one('allowed', allowed))).toEqual(
      [...left('revoked'), 'graph updated'].sort(),
    );
    expect(shown()).toEqual({ graph: 1, sentinel: 0, defender: 0 });
    expect(await postFrom('feed', one('allowed', allowed))).toEqual(
      [...left('skipped'), 'graph duplicate already-held'].sort(),
    );
    expect(await postFrom('feed', one('allowed', blocked))).toEqual([
      'defender created',
      'graph updated',
      'sentinel created',
    ]);
    expect(shown()).toEqual(everywhere(1));
  });

  it('stays where another source has it blocked, and goes when that one lets go', async () => {
    await postFrom('feed', one('shared', blocked));
    await postFrom('other', one('shared', blocked));
    expect(await postFrom('feed', one('shared', allowed))).toEqual([
      'defender skipped said-by-another',
      'graph updated',
      'sentinel skipped said-by-another',
    ]);
    expect(shown()).toEqual(everywhere(1));
    expect(await postFrom('other', one('shared', allowed))).toEqual(
      [...left('revoked'), 'graph duplicate already-held'].sort(),
    );
    expect(shown()).toEqual({ graph: 1, sentinel: 0, defender: 0 });
  });

  it('of which nothing is held is only skipped, and nobody is asked', async () => {
    const before = gateway.simulator.requests().length;
    expect(await postFrom('feed', one('unheard', allowed))).toEqual(
      [...left('skipped'), 'graph created'].sort(),
    );
    expect(gateway.simulator.requests()).toHaveLength(before + 1);
  });
});

describe('an indicator that is taken back by request', () => {
  it('is counted first, and then goes from all three', async () => {
    await post(one('asked'), one('kept'));
    const value = hostOf('asked');
    const dry = await takeBack({ value, dryRun: 'true' });
    expect({ ...dry, json: { count: dry.json.count, goes: dry.json.goes } }).toEqual({
      status: 200,
      json: { count: 3, goes: 3 },
    });
    expect(shown()).toEqual(everywhere(2));
    expect((await takeBack({ value, count: '2' })).status).toBe(409);
    const real = await takeBack({ value, count: '3' });
    expect([real.status, brief(real.json.outcomes ?? [])]).toEqual([200, atAll('revoked')]);
    expect(shown()).toEqual(everywhere(1));
    expect((await takeBack({ value, dryRun: 'true' })).json.goes).toBe(0);
  });
});

/** What a page shows in one section: each block of commands, and what it says that they print; null: it says nothing of it. */
const shownIn = (page: string, heading: string) => {
  const section = textOf(page)
    .split('\n## ')
    .find((text) => text.startsWith(`${heading}\n`));
  const blocks = blocksOf(page, section ?? '');
  return blocks.flatMap(({ language, text }, index) => {
    const next = blocks[index + 1];
    return language === 'sh' ? [{ text, printed: next?.language === 'text' ? next.text : null }] : [];
  });
};

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap((line) => line.trim().replaceAll(/\s+/g, ' ') || [])
    .sort();

const where = ['bash', 'curl', 'jq'].every(isThere) ? describe : describe.skip;

where('the whole life by hand', () => {
  let cli: Cli & { readonly script: string };
  let shell: Shell;

  beforeAll(async () => {
    cli = await bundledCli();
    shell = shellFor(gateway, cli.script);
  });

  afterAll(async () => {
    shell.remove();
    await cli.remove();
  });

  it('is as its page shows it, at all three', async () => {
    const blocks = shownIn('docs/life-cycle.md', 'By hand');
    const printed: string[] = [];
    for (const { text, printed: expected } of blocks) {
      const { code, output, errors } = await shell.run(text);
      expect([code, code === 0 ? '' : `${output}${errors}`]).toEqual([0, '']);
      expect(expected === null ? [] : linesOf(output)).toEqual(linesOf(expected ?? ''));
      printed.push(output);
    }
    expect(printed.length).toBeGreaterThan(5);
    const last = linesOf(printed.at(-1) ?? '');
    expect(last).toEqual(expect.arrayContaining(atAll('revoked')));
    // Of this file's others, which are gone with the products' reset, it says otherwise.
    expect(last.filter((line) => line.includes('life.malicious-host'))).toEqual([]);
    expect(shown()).toEqual(everywhere(0));
  });
});
