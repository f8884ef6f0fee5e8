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

const word = /^(?:tlp[:\s_-]*)?(clear|white|green|amber(?:[+_\s-]*strict)?|red)$/i;

const markingId = /^marking-definition--(.+)$/;

const levelOf = (marking: string): TlpLevel | undefined => {
  const id = markingId.exec(marking.trim())?.[1];
  if (id !== undefined) return stixMarkings.get(id);
  const name = word.exec(marking.trim())?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  return name.startsWith('amber') ? 'amber' : (levels.find((level) => level === name) ?? 'white');
};

/** The strictest of several TLP levels or markings in any spelling; undefined where none of them is a TLP. */
export const strictestTlp = (markings: readonly string[]): TlpLevel | undefined => {
  const found = new Set(markings.map(levelOf));
  return levels.findLast((level) => found.has(level));
};
