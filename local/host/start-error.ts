/** The host can't start: the message is for the developer and names what to change. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
