import { isObject } from '../../codec/json-value';
import { type Indicator } from '../../indicator/indicator';
import { everyOne, isOfContent, isSuccess, errorDetailOf, textOr } from '../answers';
import { type Answer, type HttpAnswer, type Verdict } from '../destination';

/**
 * An indicator of an upload, the ids of the objects that it became, in the order of the upload, and its verdict when they are
 * taken.
 */
export interface Uploaded {
  readonly indicator: Indicator;
  readonly ids: readonly string[];
  readonly done: 'Created' | 'Updated' | 'Revoked';
}

interface ObjectError {
  readonly index: number;
  readonly message: string;
}

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** Microsoft's page says `errorMessages`, both of its definitions say `validationErrorMessages`. */
const errorOf = (entry: unknown): ObjectError => {
  const { recordIndex, errorMessages, validationErrorMessages } = isObject(entry) ? entry : {};
  const message = [...textsIn(errorMessages), ...textsIn(validationErrorMessages)].join(' ');
  return {
    index: typeof recordIndex === 'number' && Number.isInteger(recordIndex) ? recordIndex : -1,
    message: message === '' ? 'the object was refused without a reason' : message,
  };
};

const errorsIn = (body: unknown): readonly ObjectError[] =>
  isObject(body) && Array.isArray(body.errors) ? (body.errors as readonly unknown[]).map(errorOf) : [];

const indicatorsOf = (uploads: readonly Uploaded[]): readonly Indicator[] =>
  uploads.map(({ indicator }) => indicator);

/**
 * An indicator is taken as a whole or not at all. Somebody has to know of one that was taken in part, and it is sent again as a
 * whole.
 */
const verdictOf = (
  answer: HttpAnswer,
  { indicator: { externalId }, ids, done }: Uploaded,
  errors: readonly ObjectError[],
): Verdict => {
  const [first] = errors;
  const { requestIds } = answer;
  if (first === undefined) return { _tag: done, externalId, id: ids[0] ?? '', requestIds };
  const refused = new Set(errors.map(({ index }) => index)).size;
  const inPart = refused < ids.length;
  const part = inPart ? `${refused} of ${ids.length} objects, the others were taken: ` : '';
  return {
    _tag: 'Rejected',
    externalId,
    ...errorDetailOf(answer, 'object-refused', `${part}${first.message}`),
    ...(inPart ? { inPart } : {}),
  };
};

/** Success is 200 with nothing, or with an object (Microsoft's page on the upload API). */
const isOfUpload = (answer: HttpAnswer): boolean =>
  isSuccess(answer) && answer.status === 200 && (answer.body === undefined || isObject(answer.body));

const readSuccess = (answer: HttpAnswer, uploads: readonly Uploaded[]): Answer => {
  const errors = errorsIn(answer.body);
  const owners = uploads.flatMap((upload) => upload.ids.map(() => upload));
  const ofNobody = errors.find(({ index }) => owners[index] === undefined);
  if (ofNobody !== undefined) {
    // Something was refused and the answer does not say what; a call for each alone will say it.
    const detail = errorDetailOf(answer, 'object-refused', ofNobody.message);
    return uploads.length > 1
      ? { _tag: 'Split', detail }
      : everyOne('Rejected', indicatorsOf(uploads), detail);
  }
  return {
    _tag: 'Verdicts',
    verdicts: uploads.map((upload) =>
      verdictOf(
        answer,
        upload,
        errors.filter(({ index }) => owners[index] === upload),
      ),
    ),
  };
};

const errorIn = (body: unknown): { readonly code?: unknown; readonly message?: unknown } => {
  if (!isObject(body)) return {};
  return isObject(body.error) ? body.error : body;
};

const readRefusal = (answer: HttpAnswer, uploads: readonly Uploaded[]): Answer => {
  const { code, message } = errorIn(answer.body);
  const usual = answer.status === 404 ? 'workspace-not-found' : `http-${answer.status}`;
  const detail = errorDetailOf(
    answer,
    answer.status === 404 ? usual : textOr(code, usual),
    textOr(message, ''),
  );
  if (!isOfContent(answer)) return everyOne('Unsettled', indicatorsOf(uploads), detail);
  return uploads.length > 1 ? { _tag: 'Split', detail } : everyOne('Rejected', indicatorsOf(uploads), detail);
};

/**
 * The verdicts on an upload. 200 says that something was taken; what was not is in `errors`, by the position of its object. 404
 * is a workspace that does not exist, which somebody can mend, so the API is never taken for gone.
 */
export const readUpload = (answer: HttpAnswer, uploads: readonly Uploaded[]): Answer =>
  isOfUpload(answer) ? readSuccess(answer, uploads) : readRefusal(answer, uploads);
