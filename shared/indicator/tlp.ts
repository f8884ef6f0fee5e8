import { type TiIndicator } from '../codec/ti-indicator';

/** TLP levels of tiIndicator, loosest first. */
const levels = ['white', 'green', 'amber', 'red'] as const;

export type TlpLevel = (typeof levels)[number];

/** Marking ids of STIX (TLP 1 and 2, and OpenCTI's own for amber+strict). */
const stixMarkings: ReadonlyMap<string, TlpLevel> = new Map<string, TlpLevel>([
  ['613f2e26-407d-48c7-9eca-b8e91df99dc9', 'white'],
  ['34098fce-860f-48ae-8e50-ebd3cc5e41da', 'green'],
  ['f88d31f6-486f-44da-b317-01333bde0b82', 'amber'],
  ['5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'red'],
  ['94868c89-83c2-464b-929b-a1a8aa3c8487', 'white'],
  ['bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'green'],
  ['55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'amber'],
  ['939a9414-2ddd-4d32-a0cd-375ea402b003', 'amber'],
  ['e828b379-4e03-4974-9ac4-e53a884c97c1', 'red'],
  ['826578e1-40ad-459f-bc73-ede076f81f37', 'amber'],
]);

const colours = 'clear|white|green|amber|red';

/** A colour alone, perhaps in brackets or quotes, as a member for markings holds it. */
const bare = new RegExp(`^[^a-z0-9]{0,5}(${colours})(?:[^a-z0-9]{0,3}strict)?[^a-z0-9]{0,5}$`, 'i');

/**
 * What may stand between `TLP` and the colour: signs and spaces, `level` or a version. Examples: `TLP:RED`, `[tlp-red]`, `TLP
 * 2.0 = "Amber"`.
 */
const apart = '[\\s\\p{P}\\p{S}\\p{Cf}]{0,5}';
const spelled = new RegExp(
  `(?<![a-z0-9])(?:tlp|traffic${apart}light(?:${apart}protocol)?)` +
    `${apart}(?:(?:v?[12](?:\\.0)?|level|marking|colou?r)${apart})?(${colours})(?![a-z])`,
  'giu',
);

const markingId = /^marking-definition--(.+)$/;

const named = (colour: string | undefined): TlpLevel | undefined =>
  levels.find((level) => level === colour?.toLowerCase()) ?? (colour === undefined ? undefined : 'white');

/** Text with wide letters and signs (`ＴＬＰ：ＲＥＤ`) made plain. Only the beginning is looked at, where a tag says what it says. */
const legible = (text: string): string => text.slice(0, 200).normalize('NFKC').trim();

/** Whether a text may spell a level, as few do: what is not plain ASCII may be letters in disguise. Looking closer takes longer. */
export const maySpellTlp = (text: string): boolean => /tlp|traffic|[^\0-\x7f]/i.test(text);

/** Every level that a label or a tag spells out. A colour alone does not count: `red` may be a team. */
const levelsIn = (tag: string): readonly TlpLevel[] =>
  maySpellTlp(tag) ? [...legible(tag).matchAll(spelled)].flatMap(([, colour]) => named(colour) ?? []) : [];

const levelsOf = (marking: string): readonly (TlpLevel | undefined)[] => {
  const text = legible(marking);
  const id = markingId.exec(text)?.[1];
  if (id !== undefined) return [stixMarkings.get(id)];
  const colour = bare.exec(text)?.[1];
  return colour === undefined ? levelsIn(marking) : [named(colour)];
};

const strictest = (found: readonly (TlpLevel | undefined)[]): TlpLevel | undefined =>
  levels.findLast((level) => found.includes(level));

/** The strictest of several TLP levels or markings in any spelling; undefined where none of them is a TLP. */
export const strictestTlp = (markings: readonly string[]): TlpLevel | undefined =>
  strictest(markings.flatMap(levelsOf));

/** The strictest TLP that labels or tags spell out; undefined where none does. `tlp:ex:chr` is no level. */
export const tlpInTags = (tags: readonly string[]): TlpLevel | undefined => strictest(tags.flatMap(levelsIn));

/** Whether a label or a tag spells out a TLP level. */
export const isTlpTag = (tag: string): boolean => levelsIn(tag).length > 0;

type MemberLevel = TiIndicator['tlpLevel'];

/** The stricter of two levels; `unknown` says nothing. */
export const stricterTlp = (a: MemberLevel, b: MemberLevel | undefined): MemberLevel =>
  strictest([a, b].flatMap((level) => (level === undefined || level === 'unknown' ? [] : level))) ?? a;
