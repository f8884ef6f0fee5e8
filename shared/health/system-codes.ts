/** Codes of the operating system, of Node.js, of undici and of the Azure SDK's own transport. */

export const unknownHost = /^(ENOTFOUND|EAI_\w+)$/;

export const brokenLine =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOST\w+|ENET\w+|EADDR\w+|UND_ERR_\w+|REQUEST_SEND_ERROR|PARSE_ERROR)$/;

export const badCertificate = /^(CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+)$/;
