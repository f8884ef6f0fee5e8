import { type Handler } from './http/answering';

/** `GET /api/live`: 204. Looks at nothing and says nothing, as anybody may ask. */
export const live: Handler = () => Promise.resolve({ status: 204 });
