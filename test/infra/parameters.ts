import { parametersOf, type Declarations, type Declared } from './azd';

/** What a service takes of a parameter, so that no value is offered that it refuses; sources stand in rules/values.ts. */
const offered: ReadonlyMap<string, readonly unknown[] | { readonly from: number; readonly to: number }> =
  new Map<string, readonly unknown[] | { readonly from: number; readonly to: number }>([
    ['instanceMemoryMB', [512, 2048, 4096]],
    ['maximumInstanceCount', { from: 1, to: 1000 }],
    ['alwaysReadyInstances', { from: 0, to: 1000 }],
    ['alwaysReadyDeliveries', { from: 0, to: 1000 }],
    ['updateStrategy', ['RollingUpdate', 'Recreate']],
    ['storageRedundancy', ['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS']],
    ['deletedBlobDays', { from: 1, to: 365 }],
    ['logRetentionDays', { from: 30, to: 730 }],
    ['operatorPrincipalType', ['User', 'Group', 'ServicePrincipal']],
  ]);

/** Whether the declaration of a parameter takes a value, as Resource Manager would say. */
const takes = ({ allowedValues, minValue, maxValue }: Declared, value: unknown): boolean =>
  (allowedValues === undefined || allowedValues.includes(value)) &&
  (minValue === undefined || Number(value) >= minValue) &&
  (maxValue === undefined || Number(value) <= maxValue);

const offers = ([name, declared]: readonly [string, Declared]): readonly string[] => {
  const list = offered.get(name);
  if (list === undefined) return [];
  const { minValue = -Infinity, maxValue = Infinity, allowedValues = [undefined] } = declared;
  const isNarrow =
    'from' in list
      ? minValue >= list.from && maxValue <= list.to
      : allowedValues.every((value) => list.includes(value));
  return isNarrow ? [] : [`${name} offers what the service refuses`];
};

const types: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['string', (value: unknown) => typeof value === 'string'],
  ['int', (value: unknown) => Number.isInteger(value)],
  ['bool', (value: unknown) => typeof value === 'boolean'],
  ['object', (value: unknown) => typeof value === 'object' && value !== null],
]);

/** What is wrong with the parameters of main.bicep by themselves. */
export const declarationFaults = ({ parameters }: Declarations): readonly string[] =>
  Object.entries(parameters).flatMap(([name, declared]) => [
    ...((declared.metadata?.description ?? '') === '' ? [`${name} is not described`] : []),
    ...(declared.defaultValue === undefined || takes(declared, declared.defaultValue)
      ? []
      : [`the default of ${name} is not allowed`]),
    ...offers([name, declared]),
  ]);

/**
 * What is wrong with main.parameters.json: compared with main.bicep, and as azd would send it where only what it asks for is
 * set.
 */
export const fileFaults = (file: string, declared: Declarations): readonly string[] => {
  const { parameters } = JSON.parse(file) as {
    readonly parameters: Record<string, { readonly value: unknown }>;
  };
  const asked = {
    AZURE_ENV_NAME: 'indicators',
    AZURE_LOCATION: 'westeurope',
    GATEWAY_DESTINATIONS: 'sentinel',
  };
  const sent = parametersOf(file, asked, declared);
  const given = Object.keys(parameters);
  return [
    ...given
      .filter((name) => !Object.hasOwn(declared.parameters, name))
      .map((name) => `${name} is no parameter`),
    ...Object.keys(declared.parameters)
      .filter((name) => !given.includes(name))
      .map((name) => `${name} cannot be set by an environment`),
    ...Object.entries(declared.parameters).flatMap(([name, one]) => {
      if (!Object.hasOwn(sent, name)) return one.defaultValue === undefined ? [`${name} is not given`] : [];
      const isOfType = one.type === undefined || (types.get(one.type)?.(sent[name]) ?? false);
      return [
        ...(isOfType ? [] : [`${name} is no ${one.type ?? ''}`]),
        ...(takes(one, sent[name]) ? [] : [`${name} is given a value that it does not take`]),
        ...(one.defaultValue === undefined || JSON.stringify(one.defaultValue) === JSON.stringify(sent[name])
          ? []
          : [`${name} has another default in the file`]),
      ];
    }),
  ];
};
