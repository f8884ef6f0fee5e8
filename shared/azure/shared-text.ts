import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type SharedText } from '../delivery/ports';
import { unavailable, type Unavailable } from '../failure';
import { serviceCode } from './service-code';
import { tableClient } from './table-client';
import { withDeadline } from './with-deadline';
import { type Account } from './storage';

/** A text that comes later is of no use to whoever waits for it. */
const maxMs = 2_000;

/** What a call gave, an error's status included, and the service's clock. */
interface Answer {
  readonly status: number;
  readonly code: string;
  readonly value: { readonly etag?: string; readonly text?: unknown };
  readonly date: Date | null;
}

interface Call {
  readonly abortSignal: AbortSignal;
  readonly onResponse: (raw: { readonly headers: { get(name: string): string | undefined } }) => void;
}

const dateOf = (header: string | undefined): Date | null => {
  const date = new Date(header ?? '');
  return Number.isNaN(date.getTime()) ? null : date;
};

const answerOf = async (
  operation: (call: Call) => Promise<Answer['value']>,
  abortSignal: AbortSignal,
): Promise<E.Either<Unavailable, Answer>> => {
  let date: Date | null = null;
  const onResponse: Call['onResponse'] = ({ headers }) => {
    date = dateOf(headers.get('date'));
  };
  return operation({ abortSignal, onResponse }).then(
    (value) => E.right({ status: 200, code: '', value, date }),
    (error: unknown) => {
      const { statusCode } = error as { readonly statusCode?: unknown };
      return typeof statusCode === 'number'
        ? E.right({ status: statusCode, code: serviceCode(error), value: {}, date })
        : E.left(unavailable('table', serviceCode(error)));
    },
  );
};

/** Any status is a Right; a Left says that no answer came. */
const attempt = (operation: (call: Call) => Promise<Answer['value']>): TE.TaskEither<Unavailable, Answer> =>
  pipe(
    withDeadline(maxMs, (abortSignal) => answerOf(operation, abortSignal)),
    TE.flatMapEither((answer) => answer),
  );

const rowKey = 'text';

/** Codes that mean another was faster: the text is not there, is there already, or has another version by now. */
const lostRaceCodes = ['ResourceNotFound', 'EntityAlreadyExists', 'UpdateConditionNotSatisfied'];

/** Shared texts in an Azure table: one entity a name, with its ETag as the version. A missing table is created. */
export const sharedText = (account: Account, table: string): SharedText => {
  const client = tableClient(account, table);
  // Nothing is tried twice here: a repeated write would find its own version there, and look as if another had been faster.
  const once = tableClient(account, table, { retry: { maxRetries: 0 } });

  const put = (name: string, text: string, version: string | null) => {
    const entity = { partitionKey: name, rowKey, text };
    return attempt((call) =>
      version === null
        ? once.createEntity(entity, call)
        : once.updateEntity(entity, 'Replace', { ...call, etag: version }),
    );
  };
  const createTable = attempt((call) => client.createTable(call).then(() => ({})));

  return {
    read: (name) =>
      pipe(
        attempt((call) => client.getEntity<{ text?: unknown }>(name, rowKey, call)),
        TE.filterOrElse(
          ({ status }) => status === 200,
          ({ code }) => unavailable('table', code),
        ),
        TE.map(({ value: { text, etag }, date }) => ({
          text: typeof text === 'string' ? text : '',
          version: etag ?? null,
          date,
        })),
      ),
    write: (name, text, version) =>
      pipe(
        put(name, text, version),
        TE.flatMap((answer) =>
          answer.code === 'TableNotFound'
            ? pipe(
                createTable,
                TE.flatMap(() => put(name, text, version)),
              )
            : TE.right(answer),
        ),
        TE.filterOrElse(
          ({ status, code }) => status === 200 || lostRaceCodes.includes(code),
          ({ code }) => unavailable('table', code),
        ),
        TE.map(({ value, date }) => ({ version: value.etag ?? null, date })),
      ),
  };
};
