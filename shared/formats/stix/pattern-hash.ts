import { type ObjectPath } from './pattern-tree';

const hex32 = /^[0-9A-Fa-f]{32}$/;
const hex40 = /^[0-9A-Fa-f]{40}$/;
const hex56 = /^[0-9A-Fa-f]{56}$/;
const hex64 = /^[0-9A-Fa-f]{64}$/;
const hex96 = /^[0-9A-Fa-f]{96}$/;
const hex128 = /^[0-9A-Fa-f]{128}$/;

/** What the OASIS validator requires of the hashes that it knows (object_validator.py). Other algorithms pass. */
const forms: ReadonlyMap<string, RegExp> = new Map<string, RegExp>([
  ['MD5', hex32],
  [
    'MD6',
    /^(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})$/,
  ],
  ['RIPEMD160', hex40],
  ['SHA1', hex40],
  ['SHA224', hex56],
  ['SHA256', hex64],
  ['SHA384', hex96],
  ['SHA512', hex128],
  ['SHA3224', hex56],
  ['SHA3256', hex64],
  ['SHA3384', hex96],
  ['SHA3512', hex128],
  ['SSDEEP', /^[A-Za-z0-9/+:.]{1,128}$/],
  ['WHIRLPOOL', hex128],
]);

/** The required form of the hashes at a path; undefined where the path leads elsewhere or the algorithm is not known. */
export const hashForm = ({ steps }: ObjectPath): RegExp | undefined => {
  const last = steps.at(-1);
  const isHash = steps.some((step) => step._tag === 'Name' && step.name === 'hashes');
  if (!isHash || last?._tag !== 'Name') return undefined;
  const algorithm = last.name.toUpperCase().replaceAll('-', '');
  return forms.get(algorithm);
};
