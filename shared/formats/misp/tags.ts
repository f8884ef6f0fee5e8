// Over sixty lines: taxonomies, each with words of its own.
import * as RA from 'fp-ts/ReadonlyArray';
import { holdsObject, objectOf, oneOrMany, textsOf, type Json } from '../../codec/json-value';
import { cut } from '../../codec/text';
import { judgementOf } from '../../indicator/judgement';
import { isTlpTag, strictestTlp } from '../../indicator/tlp';
import { type About } from '../kit';

/** Every attribute repeats its event's tags, so their number has to be bounded. */
const maxTags = 50;
const maxTag = 200;

export interface MachineTag {
  readonly tag: string;
  readonly kind: 'actor' | 'family' | 'galaxy' | 'phase' | 'plain' | 'taxonomy' | 'tlp';
  readonly value: string;
  readonly certainty: number | undefined;
}

/** Galaxies of malware and tools, and those of the groups that use them (misp-galaxy). */
const familyGalaxy = /malware|malpedia|ransomware|banker|botnet|backdoor|stealer|[:-](?:rat|tool|tools)$/;
const actorGalaxy = /threat-actor|intrusion-set|activity-group/;

const kindOf = (name: string): MachineTag['kind'] => {
  if (name.startsWith('tlp:')) return 'tlp';
  if (name.startsWith('kill-chain:')) return 'phase';
  if (!name.startsWith('misp-galaxy:')) return name === '' ? 'plain' : 'taxonomy';
  return familyGalaxy.test(name) ? 'family' : actorGalaxy.test(name) ? 'actor' : 'galaxy';
};

/**
 * Taxonomies that grade how sure a statement is, surest first. The grades are spread evenly from 100 to 0, as the first is in
 * misp-taxonomies.
 */
const scales: ReadonlyMap<string, string> = new Map([
  [
    'misp:confidence-level',
    'completely-confident usually-confident fairly-confident rarely-confident unconfident',
  ],
  ['admiralty-scale:information-credibility', '1 2 3 4 5'],
  [
    'estimative-language:likelihood-probability',
    'almost-certain very-likely likely roughly-even-chance unlikely very-unlikely almost-no-chance',
  ],
]);

const certaintyOf = (name: string, value: string): number | undefined => {
  if (name === 'osint:certainty' && /^\d{1,3}$/.test(value)) return Number(value);
  const scale = scales.get(name)?.split(' ') ?? [];
  const index = scale.indexOf(value.toLowerCase());
  return index < 0 ? undefined : Math.round((1 - index / (scale.length - 1)) * 100);
};

/** Reads `space:predicate="value"`, `space:value`, or a word of its own. */
const parseTag = (tag: string): MachineTag => {
  const [, space = '', predicate = '', value = predicate] =
    /^([^:="]+):([^="]+)(?:="([^"]*)")?$/.exec(tag) ?? [];
  const name = space === '' ? '' : `${space}:${predicate}`.toLowerCase();
  return { tag, kind: kindOf(name), value, certainty: certaintyOf(name, value) };
};

/** The tags of one level, those that came with a link (`EventTag`) or a galaxy included. The strictest TLP stands for all. */
export const tagsOf = (holder: Json): readonly MachineTag[] => {
  const clusters = oneOrMany(holder.Galaxy).flatMap((galaxy) =>
    oneOrMany(objectOf(galaxy).GalaxyCluster).map(objectOf),
  );
  const links = ['Tag', 'EventTag', 'AttributeTag'].flatMap((name) => oneOrMany(holder[name]));
  const tags = links.map((link) => objectOf(link).Tag ?? link);
  const phases = clusters.flatMap(({ meta }) => textsOf(objectOf(meta).kill_chain));
  const names = [
    ...textsOf([
      ...tags.map((tag) => (holdsObject(tag) ? objectOf(tag).name : tag)),
      ...clusters.map((cluster) => cluster.tag_name),
    ]),
    ...phases.map((phase) => `kill-chain:${phase.slice(phase.lastIndexOf(':') + 1)}`),
  ];
  const parsed = [...new Set(names.map((name) => cut(name, maxTag)))].map(parseTag);
  // `tlp:ex:chr` is no TLP level and stays a tag. A judgement is never among the tags that are cut off.
  const rest = parsed.filter(({ kind, tag }) => kind !== 'tlp' || !isTlpTag(tag));
  const isJudgement = ({ tag }: MachineTag): boolean => judgementOf([tag]) !== undefined || isTlpTag(tag);
  const { left: others, right: judgements } = RA.partition(isJudgement)(rest);
  const tlp = strictestTlp(parsed.filter(({ kind }) => kind === 'tlp').map(({ tag }) => tag));
  return [
    ...(tlp === undefined ? [] : [parseTag(`tlp:${tlp}`)]),
    ...[...judgements, ...others].slice(0, maxTags),
  ];
};

const isLevel = ({ kind, tag }: MachineTag): boolean => kind === 'tlp' && isTlpTag(tag);

/** What tags say. They are in order, narrowest level first: the narrowest certainty wins, and so does the strictest TLP. */
export const saidBy = (tags: readonly MachineTag[]) => {
  const of = (...kinds: readonly MachineTag['kind'][]) => tags.filter(({ kind }) => kinds.includes(kind));
  const certainty = tags.find((tag) => tag.certainty !== undefined)?.certainty;
  return {
    tlp: tags.filter(isLevel).map(({ value }) => value),
    confidence: certainty === undefined ? undefined : { value: certainty, of: 100 },
    threat: of('taxonomy').map(({ value }) => value),
    malwareFamilies: of('family').map(({ value }) => value),
    activityGroups: of('actor').map(({ value }) => value),
    killChain: of('phase').map(({ value }) => value),
    tags: tags
      .filter((one) => !['family', 'actor', 'phase'].includes(one.kind) && !isLevel(one))
      .map(({ tag }) => tag),
  } satisfies About;
};
