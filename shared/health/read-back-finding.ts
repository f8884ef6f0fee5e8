import { type LastReadBack } from '../delivery/ports';
import { notice, healthy, word, type Finding } from './finding';

/** What the last read-back found of what was sent; null where nobody has looked. */
export const readBackFinding = (look: LastReadBack | null): Finding => {
  if (look === null) return healthy('nobody has looked');
  const { at, counts, unseen } = look;
  const seen = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${word(state)}`)
    .join(', ');
  const text = `${seen === '' ? 'nothing' : seen}, seen at ${at}`;
  return unseen === null
    ? healthy(text)
    : notice('look-not-whole', `${text}; not all could be seen: ${word(unseen)}`);
};
