/** Codes of the operating system, of Node.js, of undici and of the Azure SDK's own transport. */

export const unknownHost = /^(ENOTFOUND|EAI_\w+)$/;

export const brokenLine =
  /^(?:EPIPE|ETIMEDOUT|REQUEST_SEND_ERROR|PARSE_ERROR)$|^(?:ECONN|EHOST|ENET|EADDR|UND_ERR_)\w/;

export const badCertificate = /^(?:CERT|ERR_TLS|ERR_SSL|UNABLE_TO)_\w|SELF_SIGNED/;
