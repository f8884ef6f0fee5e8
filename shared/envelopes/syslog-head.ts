/** How a header begins: a priority, a date as in RFC 3164, RFC 5424 or a container's log, or the cookie of CEE. */
const start =
  /^\s{0,8}(?:<\d{1,3}>|[A-Z][a-z]{2} [ \d]?\d (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d|@cee:)/;

/** The longest header, in characters. */
const maxHead = 400;

/** Text of another format, even where it ends in JSON. */
const otherGrammar = /\||(?:CEF|LEEF):|\bdate=/;

/** The length of the syslog header before the JSON in a text; undefined where there is none. */
export const syslogHeadOf = (text: string): number | undefined => {
  if (!start.test(text)) return undefined;
  const head = text.slice(0, maxHead);
  const end = head.search(/\{|\[\{/);
  return end < 0 || otherGrammar.test(head.slice(0, end)) ? undefined : end;
};
