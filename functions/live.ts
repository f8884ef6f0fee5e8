import { type HttpHandler } from '@azure/functions';

/** `GET /api/live`: 204. Looks at nothing and says nothing, as anybody may ask. */
export const live: HttpHandler = () => Promise.resolve({ status: 204 });
