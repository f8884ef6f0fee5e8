/** What the compiled template says of its parameters: https://learn.microsoft.com/azure/azure-resource-manager/templates/parameters */
export interface Declared {
  readonly type?: string;
  readonly $ref?: string;
  readonly defaultValue?: unknown;
  readonly allowedValues?: readonly unknown[];
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly metadata?: { readonly description?: string };
}

export interface Declarations {
  readonly definitions: Readonly<Record<string, Declared>>;
  readonly parameters: Readonly<Record<string, Declared>>;
}

export type Environment = Readonly<Record<string, string>>;

interface Substituted {
  readonly text: string;
  readonly hasUnset: boolean;
}

/**
 * Substitutes `${NAME}` and `${NAME=default}` like drone/envsubst, which azd uses: the default applies to an empty value, and
 * ends at the first brace.
 */
const substitute = (text: string, environment: Environment): Substituted => {
  const names = [...text.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name);
  return {
    text: text.replace(/\$\{(\w+)(?:=([^}]*))?\}/g, (_, name: string, byDefault = '') => {
      const value = environment[name] ?? '';
      return value === '' ? String(byDefault) : value;
    }),
    hasUnset: names.some((name) => environment[name] === undefined),
  };
};

const typeOf = ({ definitions, parameters }: Declarations, name: string): string => {
  const { type, $ref } = parameters[name] ?? {};
  return (type ?? definitions[$ref?.split('/').at(-1) ?? '']?.type ?? '').toLowerCase();
};

/** What azd sends of a text for a parameter of a type; undefined where it leaves the parameter to its default. */
const converted = (type: string, value: unknown, byDefault: unknown): unknown => {
  if (value === null) return undefined;
  if (typeof value !== 'string') return value;
  if (type === 'bool')
    return /^(1|t|T|true|TRUE|True)$/.test(value) ? true : isFalse(value) ? false : undefined;
  if (type === 'int') return /^[+-]?\d+$/.test(value) ? Number(value) : undefined;
  return value === '' && byDefault === '' ? undefined : value;
};

const isFalse = (value: string): boolean => /^(0|f|F|false|FALSE|False)$/.test(value);

/**
 * The parameters that azd (1.23.4 or later, cli/azd/pkg/infra/provisioning/bicep/bicep_provider.go) makes of
 * main.parameters.json in an environment. In an object's value, names are substituted as text and the result is read as JSON.
 * Any other value is JSON around the text, which a quote breaks. Throws where azd fails.
 */
export const parametersOf = (
  file: string,
  environment: Environment,
  declared: Declarations,
): Readonly<Record<string, unknown>> => {
  const { parameters } = JSON.parse(file) as { readonly parameters: Record<string, { value: unknown }> };
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, { value }]) => {
      const type = typeOf(declared, name);
      const isText = type === 'object' && typeof value === 'string';
      const { text, hasUnset } = substitute(isText ? value : JSON.stringify(value), environment);
      if (isText && text === '' && hasUnset) return [];
      const byDefault = declared.parameters[name]?.defaultValue;
      const sent = converted(type, JSON.parse(text), byDefault);
      // azd asks for a value that is empty and has no default (azure-dev, pull request 2896).
      const isAskedFor = sent === '' && byDefault === undefined;
      return sent === undefined || isAskedFor ? [] : [[name, sent] as const];
    }),
  );
};
