import { type OpenAPIV3 } from 'openapi-types';
import { components } from './components';
import { aboutPaths } from './paths/about';
import { eventGridPaths } from './paths/event-grid';
import { indicatorPaths } from './paths/indicators';
import { erasePaths } from './paths/erase';
import { instancePaths } from './paths/instances';
import { outcomePaths } from './paths/outcomes';
import { readBackPaths } from './paths/read-back';
import { parkedPaths } from './paths/parked';
import { signedPaths } from './paths/signed';

/** Where the API is, and which version of it. */
export interface Deployment {
  /** Scheme and host, without a slash at the end. */
  readonly url: string;
  readonly version: string;
}

/**
 * The HTTP interface in OpenAPI 3.0.3, the version that API Management imports (MicrosoftDocs,
 * api-management-api-import-restrictions).
 */
export const describeApi = ({ url, version }: Deployment): OpenAPIV3.Document => ({
  openapi: '3.0.3',
  info: {
    title: 'Indicator Gateway',
    version,
    description: 'Security events in, threat indicators out, and an answer for every single one of them.',
    license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
  },
  servers: [{ url }],
  security: [{ functionKey: [] }, { functionKeyInQuery: [] }],
  tags: [
    { name: 'Indicators', description: 'Events in, indicators out.' },
    { name: 'Event Grid', description: 'The webhook of an Event Grid subscription.' },
    { name: 'Senders', description: 'For senders that prove themselves, without a key.' },
    { name: 'Parked', description: 'What was given up for now and kept whole.' },
    { name: 'About', description: 'The gateway itself.' },
  ],
  paths: {
    ...indicatorPaths,
    ...readBackPaths,
    ...erasePaths,
    ...outcomePaths,
    ...instancePaths,
    ...eventGridPaths,
    ...signedPaths,
    ...parkedPaths,
    ...aboutPaths,
  },
  components,
});
