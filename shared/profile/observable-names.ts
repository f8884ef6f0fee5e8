/** The names on the way to a value, as words in small letters. */
const wordsOf = (names: readonly string[]): readonly string[] =>
  names.flatMap((name) =>
    name
      .slice(0, 200)
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/),
  );

/** Words for what is yours: who was attacked, who reported, what started a process. */
const own = new Set(
  (
    'account agent asset caller client computer customer device employee endpoint gateway grandparent host hostname impacted ' +
    'internal local machine mailbox manager my our owner parent private recipient reporter resolver sensor server ' +
    'target tenant to user username victim workstation'
  ).split(' '),
);

const links = new Set(
  'api callback console dashboard doc docs help href icon image link links logo permalink portal reference references report self ticket ui webhook'.split(
    ' ',
  ),
);

/** Words for what is allowed or was found harmless. */
const harmless = new Set(
  'allow allowed allowlist benign clean exclude excluded ignore ignored safe trusted whitelist'.split(' '),
);

const hostile = new Set(
  'attacker bad blocked c2 cnc evil hostile indicator indicators ioc iocs malicious observable observables offender suspicious threat threats'.split(
    ' ',
  ),
);

const ends = {
  source: /^(?:src|source|from|origin)/,
  destination: /^(?:dst|dest|destination|remote|peer)/,
} as const;

export type NameHint = 'own' | 'link' | 'harmless' | 'hostile' | 'source' | 'destination' | 'nothing';

/** The strongest statement of the names. `hostile` near the value outweighs a name further out that says it is yours. */
export const saidByNames = (names: readonly string[]): NameHint => {
  const words = wordsOf(names);
  const last = wordsOf(names.slice(-1));
  if (words.some((word) => harmless.has(word))) return 'harmless';
  if (last.some((word) => hostile.has(word))) return 'hostile';
  if (words.some((word) => own.has(word))) return 'own';
  if (last.some((word) => links.has(word))) return 'link';
  if (words.some((word) => hostile.has(word))) return 'hostile';
  if (last.some((word) => ends.destination.test(word))) return 'destination';
  return words.some((word) => ends.source.test(word))
    ? 'source'
    : words.some((word) => ends.destination.test(word))
      ? 'destination'
      : 'nothing';
};

/** Whether the last name is that of a domain; without it, a file's name could look like one. */
export const isNameOfDomain = (names: readonly string[]): boolean =>
  wordsOf(names.slice(-1)).some((word) =>
    /^(?:domain|fqdn|query|rrname|sni|site|indicator|ioc|observable|value|artifact|dns)$/.test(word),
  );

export const isNameOfSender = (names: readonly string[]): boolean =>
  wordsOf(names.slice(-1)).some((word) => /^(?:sender|from|attacker|indicator|ioc)$/.test(word));
