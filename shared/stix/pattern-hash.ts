import { type ObjectPath } from './pattern-tree';

const hex = (length: number): RegExp => new RegExp(`^[0-9A-Fa-f]{${length}}$`);

/** What the OASIS validator asks of the hashes that it knows (object_validator.py); other algorithms pass. */
const forms: ReadonlyMap<string, RegExp> = new Map<string, RegExp>([
  ['MD5', hex(32)],
  [
    'MD6',
    /^(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})$/,
  ],
  ['RIPEMD160', hex(40)],
  ['SHA1', hex(40)],
  ['SHA224', hex(56)],
  ['SHA256', hex(64)],
  ['SHA384', hex(96)],
  ['SHA512', hex(128)],
  ['SHA3224', hex(56)],
  ['SHA3256', hex(64)],
  ['SHA3384', hex(96)],
  ['SHA3512', hex(128)],
  ['SSDEEP', /^[A-Za-z0-9/+:.]{1,128}$/],
  ['WHIRLPOOL', hex(128)],
]);

/** The form of the hashes that a path leads to; undefined where it leads elsewhere or the algorithm is not known. */
export const hashForm = ({ steps }: ObjectPath): RegExp | undefined => {
  const last = steps.at(-1);
  const isHash = steps.some((step) => step.kind === 'name' && step.name === 'hashes');
  if (!isHash || last?.kind !== 'name') return undefined;
  const algorithm = last.name.toUpperCase().replaceAll('-', '');
  return forms.get(algorithm);
};
