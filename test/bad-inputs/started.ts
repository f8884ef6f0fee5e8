import { startGateway, type Gateway } from '../integration/gateway';
import { ownDomain } from './names-and-urls';

/** A gateway that takes names for examples, has a domain of its own, and is not slowed down by a limit of Graph's. */
export const startForBadInputs = (): Promise<Gateway> =>
  startGateway({
    PROFILE: JSON.stringify({
      guard: { specialUse: 'take', ownDomains: [ownDomain] },
      take: { freeText: true },
    }),
    GRAPH_REQUESTS_PER_MINUTE: '0',
    HTTP_BUDGET_SECONDS: '200',
    REQUEST_TIMEOUT_SECONDS: '60',
  });
