import { maxBytes } from '../../codec/size';
import { isTemplate } from '../../codec/template';
import { cut, trim } from '../../codec/text';
import { type Draft } from '../../formats/format';
import { killChainOf } from '../../indicator/kill-chain';

/** What a draft says in words, in the form that a tiIndicator takes. */
export interface DraftTexts {
  readonly description: string;
  readonly additionalInformation: string | undefined;
  readonly killChain: readonly string[];
  readonly tags: readonly string[];
  readonly malwareFamilyNames: readonly string[];
  readonly activityGroupNames: readonly string[];
  /** true: names were left out or cut short. */
  readonly wasCut: boolean;
}

/** A description of this length stands by itself. */
const maxDescription = 100;

/** A bad text does not cost the indicator: what no member takes is replaced, and an unfilled template is left out. */
const readable = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const clean = cut(text, maxBytes).replaceAll('\0', '\ufffd').toWellFormed();
  const isUnfilled = isTemplate(clean) || isTemplate(cut(trim(clean), maxDescription));
  return isUnfilled || trim(clean) === '' ? undefined : clean;
};

/** Names have no documented limit; these limits keep an indicator small. */
const maxNames = 50;
const maxName = 200;

interface Tidied {
  readonly names: readonly string[];
  readonly wasCut: boolean;
}

const tidy = (given: readonly string[]): Tidied => {
  const whole = given.map(trim);
  const short = whole.map((name) => trim(cut(name, maxName)));
  const names = [...new Set(short.flatMap((name) => readable(name) ?? []))];
  const wasCut = names.length > maxNames || whole.some((name) => name.length > maxName);
  return { names: names.slice(0, maxNames), wasCut };
};

const descriptionOf = ({ description }: Draft, format: string, source: string): string =>
  readable(description) ?? readable(`${format} from ${source}`) ?? format;

/** The words of a draft. The profile's tags come before its own. */
export const textsOfDraft = (
  draft: Draft,
  { format, source }: { readonly format: string; readonly source: string },
  ofProfile: readonly string[],
): DraftTexts => {
  const { killChain, tags: phases } = killChainOf(draft.killChain ?? []);
  const group = draft.partOf === undefined ? [] : [`part-of:${draft.partOf}`];
  const tags = tidy([...ofProfile, ...(draft.tags ?? []), ...phases, ...group]);
  const families = tidy(draft.malwareFamilies ?? []);
  const groups = tidy(draft.activityGroups ?? []);
  return {
    description: descriptionOf(draft, format, source),
    additionalInformation: readable(draft.additionalInformation),
    killChain,
    tags: tags.names,
    malwareFamilyNames: families.names,
    activityGroupNames: groups.names,
    wasCut: tags.wasCut || families.wasCut || groups.wasCut,
  };
};
