// Over sixty lines: the patterns and what rules each out are read together.
import {
  extractDomains,
  extractEmails,
  extractIPv4s,
  extractIPv6s,
  extractMD5s,
  extractSHA1s,
  extractSHA256s,
  extractSHA512s,
  extractURLs,
  refang,
} from 'ioc-extractor';

export type IocKind = 'url' | 'email' | 'domain' | 'ip' | 'md5' | 'sha1' | 'sha256' | 'sha512';

/** What looks like an observable in running text, refanged, with the text around it. */
export interface ExtractedIoc {
  readonly kind: IocKind;
  readonly value: string;
  /** At most 20 characters on either side. */
  readonly before: string;
  readonly after: string;
  /** Its author had made it unclickable, so the text does not hold it in this form. */
  readonly defanged: boolean;
}

const around = 20;

/** Longest piece that is searched at once, in UTF-16 units. No observable is a longer word. */
const maxPiece = 4096;

/** The position of the last white space in `text` between `start` and `end`; `start` where there is none. */
const lastSpace = (text: string, start: number, end: number): number => {
  let at = end;
  while (at > start && !/\s/.test(text.charAt(at))) at -= 1;
  return at;
};

const endOfWord = (text: string, start: number): number => {
  const found = text.slice(start).search(/\s/);
  return found < 0 ? text.length : start + found;
};

/** Cuts text into pieces between words. A word too long for a piece is cut where lists are separated. */
const piecesOf = (text: string): readonly string[] => {
  const pieces: string[] = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    const isLast = text.length - start <= maxPiece;
    end = isLast ? text.length : lastSpace(text, start, start + maxPiece);
    if (end > start) {
      pieces.push(text.slice(start, end));
    } else {
      end = endOfWord(text, start + 1);
      pieces.push(...text.slice(start, end).split(/[,;|"'<>]/));
    }
  }
  return pieces;
};

/**
 * Refangs text, and puts spaces in place of what never stands in an observable. The library knows defanging in lower case only.
 * It also takes a dot between two spaces for a defanged one, which would join two sentences.
 */
const live = (text: string): string =>
  refang(
    text
      .replace(/h(?:xx|tx|xt|\*\*)p(?=s?[[({]?:)/gi, 'http')
      // An escaped line break, which a URL would swallow.
      .replace(/(?:\\[nrt]){1,4}(?=https?:)/gi, '  ')
      .replace(/[[({]dot[\])}]/gi, '.')
      .replace(/\s\.(?=\s)/g, '  '),
  )
    .replace(/[<>`|^{}"[\]]/g, ' ')
    .replace(/\.{3,}/g, ' ')
    .replace(/[,;](?=https?:\/\/)/gi, ' ');

/** Removes what a sentence, a list or Markdown put after a URL. */
const withoutTail = (url: string): string =>
  (url.includes('(') ? url : url.replace(/\).*$/s, '')).replace(/[.,;:!?'*]{1,9}$/, '');

/** The library allows quotes and `=` in front of the `@`. */
const withoutHead = (address: string): string => {
  const head = /^(?:[A-Za-z_]+=)?[^\p{L}\p{N}_]*/u.exec(address)?.[0] ?? '';
  const rest = address.slice(head.length);
  return rest.includes('@') ? rest : address;
};

/** The library lets a name start at its first letter from a to z. `my_host.example` and `é.example` begin before that. */
const wholeName = (name: string, before: string): string => {
  let start = before.length;
  while (start > 0 && /^[\p{Script=Latin}\d_-]$/u.test(before.charAt(start - 1))) start -= 1;
  return `${before.slice(start)}${name}`.replace(/^-+/, '');
};

const trimmed = (kind: IocKind, value: string): string =>
  kind === 'url' ? withoutTail(value) : kind === 'email' ? withoutHead(value) : value;

/** No real name has more labels, and each takes the library long. */
const maxLabels = 16;

const blank = (text: string): string => ' '.repeat(text.length);

const withoutLongNames = (text: string): string =>
  text.replace(/[a-z0-9.-]+/gi, (name) => (name.split('.').length > maxLabels ? blank(name) : name));

type Extract = (text: string, options: { readonly sort: boolean }) => readonly string[];

/** The order matters: what is part of something found is not found again. */
const extractors: readonly (readonly [IocKind, Extract])[] = [
  ['url', extractURLs],
  ['email', extractEmails],
  ['domain', extractDomains],
  ['sha512', extractSHA512s],
  ['sha256', extractSHA256s],
  ['sha1', extractSHA1s],
  ['md5', extractMD5s],
  ['ip', extractIPv6s],
  ['ip', extractIPv4s],
];

interface ExtractedAt extends ExtractedIoc {
  readonly start: number;
}

const searchPiece = (piece: string): readonly ExtractedIoc[] => {
  const text = live(piece);
  const placed: ExtractedAt[] = [];
  let rest = text;
  for (const [kind, extract] of extractors) {
    if (kind === 'email') rest = withoutLongNames(rest);
    // Longer values go first, so that `a.example` is not seen inside `aa.example`.
    const values = [...extract(rest, { sort: false })].sort((a, b) => b.length - a.length);
    for (const raw of values) {
      const shorter = trimmed(kind, raw);
      for (let found = rest.indexOf(raw); found >= 0; found = rest.indexOf(raw, found + raw.length)) {
        const start = kind === 'email' ? found + raw.length - shorter.length : found;
        const end = start + shorter.length;
        const before = text.slice(Math.max(0, start - around), start);
        const value =
          kind === 'domain' ? wholeName(shorter, text.slice(Math.max(0, start - 63), start)) : shorter;
        const defanged = !piece.includes(value);
        placed.push({ kind, value, before, after: text.slice(end, end + around), defanged, start });
        rest = `${rest.slice(0, start)}${blank(shorter)}${rest.slice(end)}`;
      }
    }
  }
  return placed.sort((a, b) => a.start - b.start);
};

/** Everything in a text that looks like an observable, in order of appearance, repeats included. */
export const iocsIn = (text: string): readonly ExtractedIoc[] =>
  piecesOf(text).flatMap((piece) => (piece.length > maxPiece + 1 ? [] : searchPiece(piece)));

/** Whether the text holds a word that is too long to be searched. */
export const hasEndlessWord = (text: string): boolean =>
  piecesOf(text).some((piece) => piece.length > maxPiece + 1);
