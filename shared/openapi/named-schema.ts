import { type OpenAPIV3 } from 'openapi-types';
import { type Schema } from './schema';

type Named = OpenAPIV3.SchemaObject;

const text: Named = { type: 'string' };

const formatted = (format: string, example: string): Named => ({ type: 'string', format, example });

const like = (example: string): Named => ({ type: 'string', example });

/**
 * What the codecs with a form of their own take, by their name. A format is named only where every canonical value has it:
 * host names may hold underscores and e-mail addresses any script, which `hostname` and `email` refuse.
 */
const forms: Readonly<Record<string, Named>> = {
  text,
  'true or false, as a JSON boolean': { type: 'boolean' },
  'an ISO 8601 date-time with Z or an offset, such as 2030-01-31T12:00:00Z': formatted(
    'date-time',
    '2030-01-31T12:00:00Z',
  ),
  'an IPv4 address such as 192.0.2.1': formatted('ipv4', '192.0.2.1'),
  'an IPv6 address such as 2001:db8::1': formatted('ipv6', '2001:db8::1'),
  'an IPv4 or IPv6 address': like('192.0.2.1'),
  'a CIDR block such as 192.0.2.0/24 or 2001:db8::/32': like('192.0.2.0/24'),
  'a domain name such as sub.example.com, without scheme, port, path or wildcard': like('sub.example.com'),
  'one e-mail address without a display name': like('someone@example.com'),
  'an absolute URL such as https://example.com/path': formatted('uri', 'https://example.com/path'),
};

const silent: readonly string[] = ['text', 'true or false, as a JSON boolean'];

const described = (name: string, schema: Named): Named =>
  silent.includes(name) ? schema : { ...schema, description: name };

const choice = /^one of ([^(]+?) ?(?:\(([^()]+)\))?$/;

const choiceOf = (name: string): Named | undefined => {
  const [, values, hint] = choice.exec(name) ?? [];
  if (values === undefined) return undefined;
  return { type: 'string', enum: values.split(', '), ...(hint === undefined ? {} : { description: hint }) };
};

const range = /^an integer from (\d+) to (\d+), as a JSON number, not a string$/;

const most32Bits = 2 ** 31 - 1;

const rangeOf = (name: string): Named | undefined => {
  const [, least, most] = range.exec(name) ?? [];
  if (least === undefined || most === undefined) return undefined;
  const bounded = Number(most) < Number.MAX_SAFE_INTEGER;
  return {
    type: 'integer',
    ...(Number(most) > most32Bits ? { format: 'int64' } : {}),
    minimum: Number(least),
    ...(bounded ? { maximum: Number(most) } : {}),
  };
};

const list = 'a JSON array, each item ';

/** The schema of a codec of `shared/codec` by its name, which is what the sender is told to send; undefined: not known. */
export const namedSchema = (name: string): Schema | undefined => {
  if (name.startsWith(list)) {
    const items = namedSchema(name.slice(list.length));
    return items === undefined ? undefined : { type: 'array', items };
  }
  const form = forms[name];
  return form === undefined ? (choiceOf(name) ?? rangeOf(name)) : described(name, form);
};
