import { textOf } from '../infra';

export const workbookFile = 'infra/monitor/workbook.json';

interface Parameter {
  readonly name: string;
  readonly query?: string;
}

interface Item {
  readonly type: number;
  readonly name: string;
  readonly content: {
    readonly title?: string;
    readonly query?: string;
    readonly visualization?: string;
    readonly timeContextFromParameter?: string;
    readonly parameters?: readonly Parameter[];
  };
}

export interface Workbook {
  readonly version: string;
  readonly items: readonly Item[];
}

export const workbook = JSON.parse(textOf(workbookFile)) as Workbook;

/** Items that show the result of a query. */
export const pictures = workbook.items.filter(({ type }) => type === 3);

export const parameters = workbook.items.flatMap(({ content }) => content.parameters ?? []);

/** Every query, with the name of its item or parameter. */
export const queries: readonly (readonly [string, string])[] = [
  ...pictures.map(({ name, content }) => [name, content.query ?? ''] as const),
  ...parameters.flatMap(({ name, query }) => (query === undefined ? [] : [[name, query] as const])),
];
