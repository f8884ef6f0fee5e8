// Over sixty lines: what may stand around an observable in prose is decided in one place.
import { at } from '../../codec/json-pointer';
import { textFormNames, textFormOf, type TextForm } from '../../codec/text-form';
import { hasEndlessWord, iocsIn, type ExtractedIoc } from './ioc-extraction';
import { intakeOf, leave, refuse, type Format, type Observation, type ReadOptions } from '../format';
import { observe, orNoIndicator, take, type Entry } from '../kit';
import { textMark } from '../marks';

/** The largest text that is searched; the extractor needs about a tenth of a second for it. */
const maxBytes = 256 * 1024;

/** The reasons why something is left, the weakest first. Where it stands in several places, the strongest is given. */
const reasons = {
  'observed-only':
    'it stands only inside a URL, an e-mail address or a longer word, before a path, or as a whole network',
  'looks-like-a-file': 'it reads like the name of a file',
  'looks-like-a-version': 'it reads like a version number',
  link: 'it is live in a text that defangs others, so it is a link to read on',
} as const;

type Code = keyof typeof reasons;

interface Judged {
  readonly observation: Observation;
  readonly code: Code | undefined;
}

/** Top-level domains that are also file extensions. */
const extensions = new Set('zip mov py sh md so'.split(' '));
/** The ones with many names under them: such a name counts as a file only where it has no further dot. */
const countries = new Set('rs pl pm cc app ps cab inc bz pub mm java dot'.split(' '));

/** A slash with a folder before it, as in `/bin/a.com` or `C:\\a.com`, but not `//a.com`. */
const afterFolder = /(?:^|[^/\\])[/\\]$|[\w:$%.-]\\\\$/;
const goesOn = /^(?:\.\w|-\w)/;

const isFile = ({ value, before, after }: ExtractedIoc): boolean => {
  const labels = value.toLowerCase().split('.');
  const last = labels.at(-1) ?? '';
  return (
    extensions.has(last) ||
    (countries.has(last) && labels.length === 2) ||
    afterFolder.test(before) ||
    goesOn.test(after)
  );
};

const isVersion = ({ before, after }: ExtractedIoc): boolean =>
  /(?:^|[^a-z])v(?:er(?:sion)?)?[.:=\s]*$/i.test(before) ||
  /[\w.]$/.test(before) ||
  /^(?:\.?\d|\w)/.test(after);

/**
 * A letter of another script, a broken character, or half of a percent-encoded one beside it: `ei%6f.com` does not name 6f.com,
 * nor `evil.windows.netx` evil.windows. Scripts that are written without spaces do not end a word.
 */
const isInside = ({ before, after }: ExtractedIoc): boolean =>
  /(?:%[\w-]{0,19}|[\p{M}\p{Cs}\ufffd\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}])$/u.test(
    before,
  ) || /^(?:[\p{M}\p{Cs}\ufffd\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]|[.-]\w)/u.test(after);

/** Whether its port, or a second one, was cut off: then it is another URL than the one in the text. */
const isCutShort = ({ after }: ExtractedIoc): boolean => /^\.?:\d/.test(after);

const domainCode = (ioc: ExtractedIoc): Code | undefined => {
  if (!ioc.defanged && isFile(ioc)) return 'looks-like-a-file';
  if (isInside(ioc)) return 'observed-only';
  return /^(?::\d+)?\/[^\s/]/.test(ioc.after) ? 'observed-only' : undefined;
};

const addressCode = (ioc: ExtractedIoc): Code | undefined => {
  if (!ioc.defanged && !ioc.value.includes(':') && isVersion(ioc)) return 'looks-like-a-version';
  if (isInside(ioc)) return 'observed-only';
  return /^\/\d{1,3}(?!\w)/.test(ioc.after) ? 'observed-only' : undefined;
};

/** `std::abs` holds `d::ab`. So an IPv6 address has to stand by itself, and begin as those of the internet and of networks do. */
const isSixth = ({ value, before, after }: ExtractedIoc): boolean =>
  /^(?:[23][0-9a-f]{3}|f[c-f][0-9a-f]{2}):/i.test(value) && !/[\w:]$/.test(before) && !/^[\w:]/.test(after);

const hostOf = (url: string): readonly Observation[] => {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  if (host === '') return [];
  return [/^[\d.]+$/.test(host) ? observe.ip(host) : observe.domain(host)];
};

/** A value that is part of something else is not taken by itself. */
const inside = (observation: Observation): Judged => ({ observation, code: 'observed-only' });

/** Judges one value, and notes the host in it, which is not taken by itself. */
const judge = (ioc: ExtractedIoc, isLink: boolean): readonly Judged[] => {
  const { kind, value } = ioc;
  const link = isLink ? 'link' : undefined;
  switch (kind) {
    case 'url': {
      const code = isCutShort(ioc) ? 'observed-only' : link;
      return [{ observation: observe.url(value), code }, ...hostOf(value).map(inside)];
    }
    case 'email': {
      const observation = observe.text('emailSenderAddress')(value);
      const host = observe.domain(value.slice(value.lastIndexOf('@') + 1));
      return [{ observation, code: isInside(ioc) ? 'observed-only' : undefined }, inside(host)];
    }
    case 'domain':
      return [{ observation: observe.domain(value), code: domainCode(ioc) ?? link }];
    case 'ip':
      return value.includes(':') && !isSixth(ioc)
        ? []
        : [{ observation: observe.ip(value), code: addressCode(ioc) }];
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512':
      return [{ observation: observe.hashOf(kind)(value), code: undefined }];
  }
};

const strength = (code: Code | undefined): number =>
  code === undefined ? Infinity : Object.keys(reasons).indexOf(code);

const keyOf = ({ kind, value }: Observation): string =>
  `${kind} ${kind === 'url' ? value : String(value).toLowerCase()}`;

/** Each value once, where it first appears, with the best that can be said of it. */
const distinct = (all: readonly Judged[]): readonly Judged[] => {
  const best = new Map<string, Judged>();
  for (const judged of all) {
    const key = keyOf(judged.observation);
    const known = best.get(key);
    if (known === undefined || strength(judged.code) > strength(known.code)) best.set(key, judged);
  }
  return [...best.values()];
};

const readText = (text: string): readonly Entry[] => {
  const iocs = iocsIn(text);
  const defangs = iocs.some(({ kind, defanged }) => defanged && kind !== 'email');
  const judged = distinct(iocs.flatMap((one) => judge(one, defangs && !one.defanged)));
  const entries = judged.map(({ observation, code }, index) => {
    const place = at('', index);
    return code === undefined ? take(place, {}, observation) : leave(place, code, reasons[code]);
  });
  const endless = hasEndlessWord(text)
    ? [leave('', 'text-too-long', 'a word of more than 4,096 characters was not searched')]
    : [];
  const none = 'the text holds no address, domain, URL, e-mail address or hash';
  return orNoIndicator('', none, [...entries, ...endless]);
};

const asList =
  'post it as text/csv or with ?format=list where all of it is to be taken (docs/senders/lists.md), or take.freeText in the profile searches it';

/** What to send instead, for text of each form that is not searched. */
const instead: Readonly<Record<TextForm, string>> = {
  'key-value': `${textFormNames['key-value']}: let the sender write CEF (docs/formats.md)`,
  list: `${textFormNames.list}, which says no verdict: ${asList}`,
  table: `${textFormNames.table}, which says no verdict: ${asList}`,
  markup: `${textFormNames.markup}: send JSON (docs/formats.md)`,
  prose: `${textFormNames.prose}: take.freeText in the profile searches it (docs/profile.md)`,
};

const readPayload = (payload: unknown, { takeFreeText }: ReadOptions): Entry | readonly Entry[] => {
  if (typeof payload !== 'string') return refuse('', 'body-invalid', 'text');
  if (!takeFreeText)
    return refuse('', 'free-text-off', `an event of a known format; ${instead[textFormOf(payload)]}`);
  return Buffer.byteLength(payload) > maxBytes
    ? refuse('', 'text-too-long', 'at most 256 KiB of text')
    : readText(payload);
};

/** Running text of any kind, where the profile allows it. Finds are at /0, /1, … in order of appearance. */
export const freeText: Format = {
  name: 'free-text',
  marks: [textMark],
  expects: 'text that no other format takes',
  recognises: (payload) => typeof payload === 'string',
  takesAnyText: true,
  read: (payload, options) => intakeOf([readPayload(payload, options)].flat()),
};
