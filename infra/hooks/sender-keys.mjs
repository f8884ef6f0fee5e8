import { createHash } from 'node:crypto';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Under which name a sender's key is kept: another value is another key, so that two are there during a rotation. */
export const keyName = (sender, hash) => `sender-${sender}-${hash.slice(0, 8)}`;

const ours = /^sender-[a-z0-9-]+-([0-9a-f]{8})$/;

/** What senders with a function key the profile has: `{name, hash}` for each SHA-256. Throws where it is no profile. */
export const sendersIn = (profile) => {
  const { senders = [] } = JSON.parse(profile);
  return senders
    .filter(({ scheme }) => scheme === 'function-key')
    .flatMap(({ name, keySha256 }) => keySha256.map((hash) => ({ name, hash: hash.toLowerCase() })));
};

/** The values that were given, by sender: one, or a list of two. Throws where it is no such JSON. */
export const valuesIn = (text) => {
  const given = text.trim() === '' ? {} : JSON.parse(text);
  return Object.entries(given).flatMap(([name, one]) =>
    [one].flat().map((value) => ({ name, value: String(value), hash: sha256(String(value)) })),
  );
};

/** What is to be done with the keys of one function. `held` are its keys by name; `wanted` and `values` are those of the two above. */
export const stepsFor = (held, wanted, values) => {
  const valueOf = ({ name, hash }) =>
    values.find((one) => one.name === name && one.hash === hash)?.value ?? null;
  const stale = Object.keys(held).filter((key) => {
    const [, hash] = ours.exec(key) ?? [];
    return hash !== undefined && !wanted.some((one) => keyName(one.name, one.hash) === key);
  });
  const missing = wanted.filter((one) => {
    const known = held[keyName(one.name, one.hash)];
    return known === undefined || sha256(known) !== one.hash;
  });
  return {
    set: missing.filter((one) => valueOf(one) !== null).map((one) => ({ ...one, value: valueOf(one) })),
    lacking: missing.filter((one) => valueOf(one) === null),
    remove: stale,
  };
};
