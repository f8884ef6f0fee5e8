import { plainWord } from '../codec/text';

/** Maps the phases of Lockheed Martin, MITRE ATT&CK and Microsoft to tiIndicator's seven. */
const phases: ReadonlyMap<string, string> = new Map<string, string>([
  ['reconnaissance', 'Reconnaissance'],
  ['weaponization', 'Weaponization'],
  ['weaponisation', 'Weaponization'],
  ['resourcedevelopment', 'Weaponization'],
  ['delivery', 'Delivery'],
  ['initialaccess', 'Delivery'],
  ['exploitation', 'Exploitation'],
  ['exploit', 'Exploitation'],
  ['execution', 'Exploitation'],
  ['privilegeescalation', 'Exploitation'],
  ['installation', 'Installation'],
  ['persistence', 'Installation'],
  ['defenseevasion', 'Installation'],
  ['c2', 'C2'],
  ['commandandcontrol', 'C2'],
  ['actions', 'Actions'],
  ['actionsonobjectives', 'Actions'],
  ['collection', 'Actions'],
  ['exfiltration', 'Actions'],
  ['impact', 'Actions'],
  ['credentialaccess', 'Actions'],
  ['lateralmovement', 'Actions'],
  ['discovery', 'Actions'],
]);

const phaseOf = (name: string): string | undefined => phases.get(plainWord(name));

/** The phases that tiIndicator knows, and the others as tags. */
export const killChainOf = (
  names: readonly string[],
): { readonly killChain: readonly string[]; readonly tags: readonly string[] } => ({
  killChain: [...new Set(names.flatMap((name) => phaseOf(name) ?? []))],
  tags: names.filter((name) => phaseOf(name) === undefined).map((name) => `kill-chain:${name}`),
});
