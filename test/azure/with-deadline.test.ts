import * as E from 'fp-ts/Either';
import { serviceCode } from '../../shared/azure/service-code';
import { withDeadline } from '../../shared/azure/with-deadline';

describe('within', () => {
  it('ends what never ends by itself, and tells it so', async () => {
    let isTold = false;
    const result = await withDeadline(1, (signal) => {
      signal.addEventListener('abort', () => (isTold = true));
      return new Promise(() => undefined);
    })();
    expect(result).toMatchObject({ left: { dependency: 'table', code: 'timeout' } });
    expect(isTold).toBe(true);
  });

  it('answers what the action answers', async () => {
    expect(await withDeadline(20_000, () => Promise.resolve(7))()).toEqual(E.right(7));
  });

  it('takes back the other parts when one fails', async () => {
    let taken: AbortSignal | undefined;
    await withDeadline(20_000, (signal) => {
      taken = signal;
      return Promise.reject(new Error('one part'));
    })();
    expect(taken?.aborted).toBe(true);
  });
});

describe('serviceCode', () => {
  const headers = {
    get: (name: string) => (name === 'x-ms-error-code' ? 'AuthorizationFailure' : undefined),
  };

  it.each<[string, unknown, string]>([
    ['the code in the body of a row', { details: { odataError: { code: 'ServerBusy' } } }, 'ServerBusy'],
    ['the code of a transaction, or of the system', { code: 'ECONNRESET', name: 'RestError' }, 'ECONNRESET'],
    [
      'the code in the headers',
      { response: { headers }, statusCode: 403, name: 'RestError' },
      'AuthorizationFailure',
    ],
    ['the status where there is no code', { statusCode: 500, name: 'RestError' }, 'http-500'],
    ['the end of our patience', { name: 'AbortError', code: 'ABORT_ERR' }, 'timeout'],
    ['no text that is none of a code', { code: 'SharedKey a:c2VjcmV0 refused', name: 'Error' }, 'Error'],
    ['nothing', undefined, 'unknown'],
  ])('reads %s', (_, error, code) => {
    expect(serviceCode(error)).toBe(code);
  });
});
