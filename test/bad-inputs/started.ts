import { hash } from 'node:crypto';
import { startGateway, type Gateway } from '../integration/gateway';
import { ownDomain } from './names-and-urls';
import { senderKey, senders, senderSettings } from './signature';

/**
 * A gateway that takes names for examples, has a domain of its own, and is not slowed down by Graph's limit. Everything it is
 * sent comes from a sender.
 */
export const startForBadInputs = (): Promise<Gateway> =>
  startGateway(
    {
      PROFILE: JSON.stringify({
        guard: { specialUse: 'take', ownDomains: [ownDomain] },
        take: { freeText: true },
        senders: senders(hash('sha256', senderKey)),
        sendersOnly: true,
      }),
      ...senderSettings,
      GRAPH_REQUESTS_PER_MINUTE: '0',
      HTTP_BUDGET_SECONDS: '200',
      REQUEST_TIMEOUT_SECONDS: '60',
    },
    { functionKey: senderKey },
  );
