import { type Name } from './names';

/** A working toy destination to be filled in. It needs no setting and no permission. */
export const destinationFile = ({ name, constant, title }: Name): string => `
import * as E from 'fp-ts/Either';
import { type Indicator } from '../indicator/indicator';
import { isSuccess } from './answers';
import { type Answer, type Destination, type HttpAnswer, type ErrorDetail } from './destination';

const tagOf = (status: number): 'Rejected' | 'Retired' | 'Unsettled' => {
  if ([404, 405, 410, 501].includes(status)) return 'Retired';
  return [400, 409, 413, 422].includes(status) ? 'Rejected' : 'Unsettled';
};

/** TODO: what ${title} answers. Here a success is one of all, and a refusal is asked about in halves. */
const readAnswer = (indicators: readonly Indicator[], answer: HttpAnswer): Answer => {
  const { status, retryAfterSeconds, requestIds } = answer;
  if (isSuccess(answer))
    return {
      _tag: 'Verdicts',
      verdicts: indicators.map(({ externalId }) => ({ _tag: 'Created', externalId, id: externalId, requestIds })),
    };
  const detail: ErrorDetail = { code: \`http-\${status}\`, message: '', status, retryAfterSeconds, requestIds };
  const tag = tagOf(status);
  return tag === 'Rejected' && indicators.length > 1
    ? { _tag: 'Split', detail }
    : {
        _tag: 'Verdicts',
        verdicts: indicators.map(({ externalId }) => ({ _tag: tag, externalId, ...detail })),
      };
};

/** TODO: ${title}'s API and where it is written: POST /indicators, at most 50 a call. */
export const ${constant}: Destination = {
  name: '${name}',
  settings: {},
  configure: () =>
    E.right({
      endpoint: {
        baseUrl: 'https://${name}.example/v1',
        auth: { _tag: 'None' },
        client: 'fetch',
        requestsPerMinute: 100,
      },
    }),
  unfit: () => null,
  perCall: 50,
  calls: (indicators) => [indicators],
  request: (indicators) => ({ method: 'POST', path: '/indicators', body: { indicators } }),
  read: readAnswer,
  updating: null,
  revoking: null,
  capacity: null,
  permission: null,
  probe: { call: { method: 'GET', path: '/indicators', body: undefined }, expected: [] },
};
`;

export const destinationTest = ({ name, constant, title }: Name): string => `
import { type HttpAnswer } from '../../shared/destinations/destination';
import { ${constant} } from '../../shared/destinations/${name}';
import { indicatorOf } from '../pipeline/planned';

const answer = (status: number): HttpAnswer => ({
  status,
  body: undefined,
  retryAfterSeconds: null,
  requestIds: { request: null, client: null },
});

describe('what ${title} says of one indicator', () => {
  it.each([
    [201, 'Created'],
    [400, 'Rejected'],
    [404, 'Retired'],
    [401, 'Unsettled'],
    [429, 'Unsettled'],
    [503, 'Unsettled'],
  ])('by the status %i is %s', (status, _tag) => {
    expect(${constant}.read([indicatorOf('a.example')], answer(status))).toMatchObject({
      verdicts: [{ _tag }],
    });
  });
});

describe('what it says of several', () => {
  it('is asked about in halves where it refuses them', () => {
    const several = ['a.example', 'b.example'].map((name) => indicatorOf(name));
    expect(${constant}.read(several, answer(400))._tag).toBe('Split');
  });
});
`;
