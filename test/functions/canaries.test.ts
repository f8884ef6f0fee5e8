import { deliverJob } from '../../functions/deliver-job';
import { receiveQueue } from '../../functions/receive-queue';
import { indicator } from '../integration/indicators';
import { createWorld, down, invocation, post, run } from './world';

const canary = 'c4n4ry-8d1f';

const spoiled = (more: object) => indicator({ domainName: 'a.example', ...more });

describe('a value that is refused', () => {
  it.each([
    ['not one of a list', spoiled({ tlpLevel: canary })],
    ['not a number', spoiled({ confidence: canary })],
    ['not a date', spoiled({ expirationDateTime: canary })],
    ['not a domain name', spoiled({ domainName: `${canary} ${canary}` })],
    ['not a URL', spoiled({ url: `//${canary}` })],
    ['not a hash', spoiled({ fileHashType: 'sha256', fileHashValue: canary })],
    ['a hash of no type', spoiled({ fileHashType: canary, fileHashValue: canary })],
    ['not a list', spoiled({ tags: canary })],
    ['an item of a list', spoiled({ killChain: [canary] })],
    ['an object where a text is expected', spoiled({ description: { [`x-${canary}`]: canary } })],
    ['an unresolved template', spoiled({ domainName: `@{variables('${canary}')}` })],
    ['a text where an indicator is expected', [canary]],
    ['a text in the place of the body', canary],
    ['the value of a member nobody knows', { [`hello`]: canary }],
    ['the data of an envelope', { specversion: '1.0', id: '1', source: 's', type: 't', data: canary }],
    ['an id to delete', { value: [canary] }],
  ])('is in no answer, no outcome and no log line: %s', async (_, body) => {
    const { status, text, lines, outcomes } = await post(createWorld(), JSON.stringify(body));
    expect(status).toBe(400);
    expect(text).not.toContain(canary);
    expect(JSON.stringify(outcomes())).not.toContain(canary);
    expect(lines.join('\n')).not.toContain(canary);
  });

  it('is in no answer and no log line: a body that is not JSON', async () => {
    const { status, text, lines } = await post(createWorld(), `{"a": ${canary}}`);
    expect(status).toBe(400);
    expect(text).not.toContain(canary);
    expect(lines.join('\n')).not.toContain(canary);
  });

  it('is in no answer and no log line: a media type and an encoding', async () => {
    const headers = { 'content-type': `application/${canary}`, 'content-encoding': canary };
    const { status, text, lines } = await post(createWorld(), spoiled({}), headers);
    expect(status).toBe(415);
    expect(text).not.toContain(canary);
    expect(lines.join('\n')).not.toContain(canary);
  });
});

describe('the content of an event', () => {
  const valid = indicator({ domainName: `${canary}.example`, description: canary });

  it('is in no log line when it is delivered', async () => {
    const { status, lines } = await post(createWorld(), valid);
    expect(status).toBe(201);
    expect(lines.join('\n')).not.toContain(canary);
  });

  it.each([
    ['a good message', () => createWorld(), valid],
    ['a message that is not JSON', () => createWorld(), canary],
    ['a message nobody can read', () => createWorld(), { hello: canary }],
    ['a message whose destination is down', () => createWorld({ exchange: down }), valid],
    ['a message that can not be queued', () => createWorld({ exchange: down, queueDown: true }), valid],
    ['a message that can not be kept', () => createWorld({ storeDown: true }), canary],
  ])('is in no log line and no exception of a queue function: %s', async (_, world, message) => {
    const { context, lines } = invocation({ id: 'm', dequeueCount: 1 });
    const said = await run(receiveQueue(world().environment), message, context).then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(lines).not.toEqual([]);
    expect(`${lines.join('\n')}\n${said}`).not.toContain(canary);
  });

  it('is in no log line of a job', async () => {
    const { context, lines } = invocation();
    await deliverJob(createWorld().environment)({ hello: canary }, context);
    expect(lines).not.toEqual([]);
    expect(lines.join('\n')).not.toContain(canary);
  });
});
