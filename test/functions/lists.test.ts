import { receiveQueue } from '../../functions/receive-queue';
import { profileOf } from '../profile/reading';
import { createWorld, invocation, post, type World } from './world';

const csv = { 'content-type': 'text/csv; charset=utf-8' };
const plain = { 'content-type': 'text/plain' };
const json = { 'content-type': 'application/json' };
const listed = '# a list\r\na.example\r\nno observable here\r\nb.example\r\n';

/** What came of each line, by its place. */
const byPlace = (
  outcomes: readonly { readonly place: string; readonly state: string; readonly format: string | null }[],
) => Object.fromEntries(outcomes.map(({ place, state, format }) => [place, `${state} ${format ?? ''}`]));

const comes = {
  '/1': 'created list',
  '/2': 'skipped list',
  '/3': 'created list',
};

const trusting = (lists: readonly string[]): World => {
  const world = createWorld();
  const profile = profileOf({ guard: { specialUse: 'take' }, take: { lists } });
  return { ...world, environment: { ...world.environment, profile } };
};

describe('a list by HTTP', () => {
  it('is read as one where it is text/csv, with an outcome for each line', async () => {
    const answer = await post(createWorld(), listed, csv);
    expect(answer.status).toBe(200);
    expect(byPlace(answer.report.outcomes)).toEqual(comes);
  });

  it('is read as one where its sender says so', async () => {
    const answer = await post(createWorld(), listed, { ...plain, 'x-indicator-format': 'list' });
    expect(byPlace(answer.report.outcomes)).toEqual(comes);
  });

  it('is read of an array of texts where its sender says so, and else told what would do', async () => {
    const texts = ['a.example', 'b[.]example', 'no observable here', { a: 1 }];
    const asked = await post(createWorld(), texts, { ...json, 'x-indicator-format': 'list' });
    const unasked = await post(createWorld(), texts, json);

    expect(byPlace(asked.report.outcomes)).toEqual({
      '/0': 'created list',
      '/1': 'created list',
      '/2': 'skipped list',
      '/3': 'skipped list',
    });
    expect(unasked.status).toBe(400);
    expect(JSON.stringify(unasked.report)).toContain('post it with ?format=list');
  });

  it('is read as one where the profile says so of its source', async () => {
    expect(byPlace((await post(trusting(['http']), listed, plain)).report.outcomes)).toEqual(comes);
  });

  it.each([
    ['other text', plain, trusting(['another-source'])],
    ['other text', plain, createWorld()],
  ])('is refused as %s, and told what would do', async (_, headers, world) => {
    const answer = await post(world, 'a.example\n', headers);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.report)).toContain('post it as text/csv or with ?format=list');
    expect(world.calls).toEqual([]);
  });

  it.each(['CEF:0|V|P|1|1|malware|5|act=blocked request=http://a.example/b'])(
    'is another format where it is one, whatever the profile says: %s',
    async (text) => {
      const { outcomes } = (await post(trusting(['*']), text, plain)).report;
      expect(outcomes.map(({ format }) => format)).toEqual(['cef']);
    },
  );

  it.each([
    ['JSON', '{"domainName":"a.example"}', 400],
    ['no line that can be read', 'one two\nthree four', 400],
    ['nothing but comments', '# nothing today', 200],
  ])('of %s is answered %s: %i', async (_, body, status) => {
    expect((await post(createWorld(), body, csv)).status).toBe(status);
  });
});

describe('a list in an envelope', () => {
  it.each([
    [
      'a CloudEvent whose datacontenttype says so',
      {
        ...{ specversion: '1.0', id: '1', source: 'feeds', type: 'list' },
        ...{ datacontenttype: 'text/csv', data: listed },
      },
      '/data',
    ],
    [
      'what a Logic App makes of it',
      { '$content-type': 'text/csv', $content: Buffer.from(listed).toString('base64') },
      '/$content',
    ],
  ])('is read as one: %s', async (_, body, place) => {
    const { outcomes } = (await post(createWorld(), body)).report;
    expect(byPlace(outcomes)).toEqual(
      Object.fromEntries(Object.entries(comes).map(([line, came]) => [`${place}${line}`, came])),
    );
  });
});

describe('a list by queue', () => {
  const take = async (world: World, message: string) => {
    const one = invocation({ id: 'the-message', dequeueCount: 1 });
    await receiveQueue(world.environment)(Buffer.from(message), one.context);
    return one.outcomes() ?? [];
  };

  it.each([
    ['plain', listed],
    ['in base64', Buffer.from(listed).toString('base64')],
  ])('is read as one where the profile says so of the queue: %s', async (_, message) => {
    expect(byPlace(await take(trusting(['indicator-events']), message))).toEqual(comes);
  });

  it.each([
    ['a hash, which might be base64', 'd47712cceb4c780603026e6325221c1bcff90679ebc076baa51c71ebe796717c'],
    ['a name', 'a.example'],
  ])('of one line is read: %s', async (_, message) => {
    expect(byPlace(await take(trusting(['*']), message))).toEqual({ '/0': 'created list' });
  });

  it('is kept whole, as text is, where nobody says that it is one', async () => {
    const world = createWorld();
    expect(await take(world, listed)).toMatchObject([{ state: 'parked', reason: { code: 'not-json' } }]);
    expect(world.calls).toEqual([]);
  });
});
