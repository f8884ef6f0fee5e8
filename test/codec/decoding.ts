import * as E from 'fp-ts/Either';
import { tiIndicatorCodec } from '../../shared/codec/ti-indicator';
import { violations, type Violation } from '../../shared/codec/violation';

export const codec = tiIndicatorCodec(() => new Date('2026-11-23T12:00:00.000Z'));

export const sha256 = 'aa64428647b57bf51524d1756b2ed746e5a3f31b67cf7fe5b5d8a9daf07ca313';

/** What every indicator needs. */
export const six = {
  action: 'alert',
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
  expirationDateTime: '2027-01-01T00:00:00.000Z',
  description: 'Seen by the mail gateway',
};

/** A valid indicator. */
export const base = { ...six, domainName: 'evil.example' };

export type Members = Readonly<Record<string, unknown>>;

/** Why a value is refused; empty where it is not. */
export const refusals = (value: unknown): readonly Violation[] => {
  const decoded = codec.decode(value);
  return E.isLeft(decoded) ? violations(decoded.left) : [];
};

export const places = (value: unknown): readonly string[] => refusals(value).map(({ pointer }) => pointer);

/** What members become; { refused } where they are not accepted. */
export const accepted = (members: Members): Members => {
  const decoded = codec.decode(members);
  return E.isRight(decoded) ? { ...decoded.right } : { refused: violations(decoded.left) };
};

export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

export const noTemplate = matching(/, not an unresolved template$/);
export const noPlaceholder = matching(/, not a placeholder$/);
export const notDefanged = matching(/, not defanged$/);
