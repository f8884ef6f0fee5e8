import { cloudSenders } from './cloud-senders';
import { endpointSenders } from './endpoint-senders';
import { intelligenceSenders } from './intelligence-senders';
import { networkSenders } from './network-senders';
import { platformSenders } from './platform-senders';
import { type Sender } from './sender';

export const senders: readonly Sender[] = [
  ...endpointSenders,
  ...networkSenders,
  ...platformSenders,
  ...cloudSenders,
  ...intelligenceSenders,
];
