import { remedies, type Code } from './remedies';

/** What a check found. An ok finding has a code, too, where somebody should know of it. */
export interface Finding {
  readonly ok: boolean;
  /** Holds the gateway's own names, codes, numbers and times; nothing that a sender or a service wrote. */
  readonly text: string;
  readonly code: Code | null;
}

/** A finding as it is shown. `cause` and `remedy` are null where nothing needs doing. */
export interface Line {
  readonly name: string;
  readonly ok: boolean;
  /** Ends with the code, where there is one: docs/health.md lists all. */
  readonly text: string;
  readonly cause: string | null;
  readonly remedy: string | null;
}

export const healthy = (text: string): Finding => ({ ok: true, text, code: null });

export const notice = (code: Code, text: string): Finding => ({ ok: true, text, code });

export const trouble = (code: Code, text: string): Finding => ({ ok: false, text, code });

export const lineOf = (name: string, { ok, text, code }: Finding): Line =>
  code === null
    ? { name, ok, text, cause: null, remedy: null }
    : { name, ok, text: `${text} (${code})`, ...remedies[code] };

/** A service's own code is shown only where it is a single word; anything else may hold anything. */
export const word = (code: string): string => (/^[\w-]{1,64}$/.test(code) ? code : 'unknown');

/** Codes of the operating system, of Node.js, of undici and of the Azure SDK's own transport. */

export const unknownHost = /^(ENOTFOUND|EAI_\w+)$/;

export const brokenLine =
  /^(?:EPIPE|ETIMEDOUT|REQUEST_SEND_ERROR|PARSE_ERROR)$|^(?:ECONN|EHOST|ENET|EADDR|UND_ERR_)\w/;

export const badCertificate = /^(?:CERT|ERR_TLS|ERR_SSL|UNABLE_TO)_\w|SELF_SIGNED/;
