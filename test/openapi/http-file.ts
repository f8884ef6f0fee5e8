import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface HttpFileRequest {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

type Variables = Readonly<Record<string, string>>;

const source = readFileSync(path.resolve(__dirname, '../../requests.http'), 'utf8');

const [top = '', ...sections] = source.split(/^###/m);

/** The variables at the top, as they stand. */
export const variables: Variables = Object.fromEntries(
  [...top.matchAll(/^@(\w+) = (.+)$/gm)].map(([, name = '', value = '']) => [name, value]),
);

const request = (section: string, given: Variables): HttpFileRequest => {
  const filled = section.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = given[name];
    if (value === undefined) throw new Error(`requests.http has no variable ${name}`);
    return value;
  });
  const [head = '', ...body] = filled.split('\n\n');
  const [name = '', line = '', ...headers] = head.split('\n');
  const [method = '', url = ''] = line.split(' ');
  return {
    name: name.trim(),
    method,
    url,
    headers: Object.fromEntries(headers.filter(Boolean).map((header) => header.split(': ', 2))) as Variables,
    body: body.join('\n\n').trim() || undefined,
  };
};

/** The requests in order, with these variables in the place of their own. */
export const requests = (given: Variables = {}): readonly HttpFileRequest[] =>
  sections.map((section) => request(section, { ...variables, ...given }));
