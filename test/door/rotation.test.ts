import { HttpRequest, type HttpHandler } from '@azure/functions';
import { hash } from 'node:crypto';
import { forSenders } from '../../functions/keyed-sender';
import { receiveHttp } from '../../functions/receive-http';
import { receiveSigned } from '../../functions/receive-signed';
import { createMessageWindow } from '../../shared/door/message-window';
import { answered } from '../functions/answered';
import { bytesOf, createWorld, invocation, limitBytes, now, type World } from '../functions/world';
import { indicator } from '../integration/indicators';
import { profileWith } from '../pipeline/profiles';
import { doorWith, sharedTexts } from './door-world';
import { proofs, type Headers } from './proofs';

/** Which keys an instance knows, and by which a sender sends. */
type Known = readonly ('old' | 'new')[];

const secretOf = (which: 'old' | 'new', scheme: string): string =>
  `${which} secret of ${scheme}, long enough`;

const profileOf = (known: Known) =>
  profileWith({
    guard: { specialUse: 'take' },
    senders: [
      { name: 'hub', scheme: 'github', secrets: known.map((which) => ({ setting: which })) },
      {
        name: 'keyed',
        scheme: 'function-key',
        keySha256: known.map((which) => hash('sha256', secretOf(which, 'keyed'))),
      },
    ],
    sendersOnly: true,
  });

const secrets = new Map((['old', 'new'] as const).map((which) => [which as string, secretOf(which, 'hub')]));

/** By which route, and with what of a body. */
const routes: Readonly<
  Record<'hub' | 'keyed', (which: 'old' | 'new', body: Uint8Array, id: string) => Headers>
> = {
  hub: (which, body, id) => proofs.github(secretOf(which, 'hub'), body, now, id),
  keyed: (which) => ({ 'x-functions-key': secretOf(which, 'keyed') }),
};

/**
 * The steps of a rotation, one instance after the other, as a deployment replaces them: what each of the two knows, and by which the sender
 * sends meanwhile; both by turns while it is moved.
 */
const steps: readonly (readonly [one: Known, other: Known, sent: Known])[] = [
  [['old'], ['old'], ['old']],
  [['old', 'new'], ['old'], ['old']],
  [
    ['old', 'new'],
    ['old', 'new'],
    ['old', 'new'],
  ],
  [['new'], ['old', 'new'], ['new']],
  [['new'], ['new'], ['new']],
];

const perStep = 20;

describe('while the secret of a sender is replaced', () => {
  it.each(['hub', 'keyed'] as const)('no event is lost, on any instance: %s', async (route) => {
    const texts = sharedTexts();
    const worlds: World[] = [];
    const instance = (known: Known): HttpHandler => {
      const world = createWorld();
      worlds.push(world);
      const environment = { ...world.environment, profile: profileOf(known) };
      const settings = { HTTP_BODY_LIMIT_BYTES: limitBytes };
      const door = doorWith(secrets, { window: createMessageWindow(texts, () => now, 60_000) });
      const handler =
        route === 'hub'
          ? receiveSigned(environment, settings, door)
          : forSenders(environment, (sender) => receiveHttp(environment, settings, sender));
      return answered(environment, handler);
    };
    const send = async (to: HttpHandler, by: 'old' | 'new', name: string): Promise<number | undefined> => {
      const body = bytesOf(indicator({ domainName: name }));
      const request = new HttpRequest({
        method: 'POST',
        url: 'https://gateway.example/api/in/hub',
        params: { sender: 'hub' },
        headers: { 'content-type': 'application/json', ...routes[route](by, body, name) },
        body: { bytes: body },
      });
      const answer = await to(request, invocation().context);
      return answer.status;
    };
    const names: string[] = [];
    const statuses: (number | undefined)[] = [];
    for (const [step, [one, other, sent]] of steps.entries()) {
      const instances = [instance(one), instance(other)] as const;
      const work = Array.from({ length: perStep }, (_, index) => {
        const name = `n${index}.step${step}.example`;
        names.push(name);
        const by = sent[Math.floor(index / 2) % sent.length] ?? 'old';
        return send(instances[index % 2 === 0 ? 0 : 1], by, name);
      });
      statuses.push(...(await Promise.all(work)));
    }
    expect(statuses.filter((status) => status !== 201)).toEqual([]);
    const created = worlds.flatMap(({ calls }) => calls.map(({ body }) => JSON.stringify(body))).join();
    expect(names.filter((name) => !created.includes(`"${name}"`))).toEqual([]);
  });
});
