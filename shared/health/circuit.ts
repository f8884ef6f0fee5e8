import { trouble, well, word, type Finding } from './finding';
import { type Seen } from '../delivery/watch';

/** Whether this instance leaves the destination alone. */
export const circuitFinding = ({ circuit }: Seen): Finding => {
  if (circuit === null) return well('closed');
  const { openSince, said } = circuit;
  const last = said === null ? '' : `; last answer ${said.status ?? 'none'} ${word(said.code)}`;
  return trouble('circuit-open', `open since ${openSince.toISOString()}${last}`);
};
