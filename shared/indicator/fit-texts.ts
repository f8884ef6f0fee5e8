import { shareOf, surelyFits } from '../codec/size';
import { cut } from '../codec/text';
import { type TiIndicator } from '../codec/ti-indicator';
import { writeJson } from '../codec/write-json';

/** The tag of an indicator from which some text was left out. */
export const textCut = 'gateway:text-cut';

const ellipsis = '…';

/** How many UTF-16 units are measured at once. */
const step = 256;

/** The share that a text takes between its quotes. */
const shareOfText = (text: string): number => shareOf(writeJson(text).slice(1, -1));

/** The longest beginning of a text that takes no more than this share of an indicator, cut on a code point. Linear. */
const beginning = (text: string, share: number): string => {
  let length = 0;
  let left = share - shareOfText(ellipsis);
  for (let size = step; size > 0;) {
    const taken = length < text.length ? shareOfText(text.slice(length, length + size)) : Infinity;
    if (taken <= left) {
      length += size;
      left -= taken;
    } else {
      size = Math.floor(size / 2);
    }
  }
  return length >= text.length ? text : `${cut(text, length)}${ellipsis}`;
};

type Names = readonly string[];

/** As many names as fit into the share: groups first, then families, then tags. */
const firstNames = (
  { activityGroupNames = [], malwareFamilyNames = [], tags = [] }: TiIndicator,
  share: number,
): Partial<TiIndicator> => {
  let left = share;
  const fitting = (names: Names): Names =>
    names.filter((name) => {
      left -= shareOf(`${writeJson(name)},`);
      return left >= 0;
    });
  return {
    activityGroupNames: fitting(activityGroupNames),
    malwareFamilyNames: fitting(malwareFamilyNames),
    tags: [...fitting(tags.filter((tag) => tag !== textCut)), textCut],
  };
};

const marked = (indicator: TiIndicator): TiIndicator => {
  const { tags = [] } = indicator;
  return tags.includes(textCut) ? indicator : { ...indicator, tags: [...tags, textCut] };
};

/** A stand-in as long as a computed id, which the indicator gets when its texts are final. */
const externalId = '0'.repeat(64);

/** The share left for a text that replaces this one. */
const shareLeft = (indicator: TiIndicator): number => 1 - shareOf(writeJson({ externalId, ...indicator }));

/**
 * Makes an indicator fit, with its observables whole: first the additional information is cut, then names are left out, then
 * the description is cut. A tag says so, also where some text was left out before (`wasCut`). Undefined where the observables
 * alone are too large. Each text is measured once, since a long text may stand in thousands of indicators of an event.
 */
export const fitTexts = (whole: TiIndicator, wasCut = false): TiIndicator | undefined => {
  if (surelyFits(whole)) return wasCut ? marked(whole) : whole;
  const { additionalInformation, ...bare } = marked(whole);
  const forText = shareLeft({ ...bare, additionalInformation: ellipsis });
  if (forText >= 0) {
    const text = beginning(additionalInformation ?? '', forText);
    if (text === (additionalInformation ?? '')) return wasCut ? marked(whole) : whole;
    return { ...marked(whole), additionalInformation: text };
  }
  const forNames = shareLeft({ ...bare, ...firstNames(bare, 0) });
  if (forNames >= 0) return { ...bare, ...firstNames(bare, forNames) };
  const nameless = { ...bare, ...firstNames(bare, 0) };
  const forDescription = shareLeft({ ...nameless, description: ellipsis });
  return forDescription < 0
    ? undefined
    : { ...nameless, description: beginning(bare.description, forDescription) };
};
