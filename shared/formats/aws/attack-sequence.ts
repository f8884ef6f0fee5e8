import { holdsObject, textOf, textsOf } from '../../codec/json-value';
import { leave, type ReadOptions } from '../format';
import { observe, take, type About, type Entry } from '../kit';
import { directionOf, eachStep, step, walk, type AmazonPart } from './other-end';

/** Keys of indicators whose values are what is bad (IndicatorType in GuardDuty's API); the rest name networks, tactics and calls. */
const ofThreat = /^MALICIOUS_(?:IP|DOMAIN)$/i;

/** What a sequence, or one of its signals, calls malicious by name. */
const condemnedBy = (part: AmazonPart, name: string): readonly string[] =>
  eachStep(part, name)
    .filter((indicator) => ofThreat.test(textOf(step(indicator, 'key').value) ?? ''))
    .flatMap((indicator) => textsOf(step(indicator, 'values').value));

/** The sequence of an attack (Extended Threat Detection), where a finding is of one. */
export const sequenceIn = (service: AmazonPart): AmazonPart | undefined => {
  const sequence = walk(service, 'detection', 'sequence');
  return holdsObject(sequence.value) ? sequence : undefined;
};

/**
 * The endpoints of an attack that GuardDuty calls malicious, in the sequence or in one of its signals. An endpoint may be of a resource or
 * of who owns the credentials, so the rest is suspicious at most; resources and the actors' processes are never read.
 */
export const readSequence = (
  sequence: AmazonPart,
  about: About,
  { takeSuspicious }: ReadOptions,
): readonly Entry[] => {
  const condemned = new Set([
    ...condemnedBy(sequence, 'sequenceIndicators'),
    ...eachStep(sequence, 'signals').flatMap((signal) => condemnedBy(signal, 'signalIndicators')),
  ]);
  const endpoints = eachStep(sequence, 'endpoints').flatMap((endpoint): readonly Entry[] => {
    const direction = directionOf(walk(endpoint, 'connection', 'direction').value);
    const directed = direction === undefined ? {} : { direction };
    const port = direction === 'destination' ? step(endpoint, 'port').value : undefined;
    return ['ip', 'domain'].flatMap((name) => {
      const { place, value } = step(endpoint, name);
      const text = textOf(value);
      if (text === undefined) return [];
      if (!condemned.has(text) && !takeSuspicious)
        return leave(
          place,
          'verdict-not-malicious',
          'part of the attack, which no indicator calls malicious',
        );
      return take(
        place,
        about,
        name === 'ip' ? { kind: 'ip', value: text, port, ...directed } : observe.domain(text),
      );
    });
  });
  const own = eachStep(sequence, 'resources').map(({ place }) =>
    leave(place, 'own-asset', 'a resource of yours, not a threat'),
  );
  return [...endpoints, ...own];
};
