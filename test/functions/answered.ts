import { type HttpHandler } from '@azure/functions';
import { answering, type Handler } from '../../functions/http/answering';
import { type Environment } from '../../shared/pipeline/ports';

/** A handler as it is registered, with a budget that no machine is too slow for unless told. */
export const answered = ({ now }: Pick<Environment, 'now'>, handler: Handler, seconds = 600): HttpHandler =>
  answering({ now, seconds })(handler);
