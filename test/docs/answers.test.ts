import { answerTo } from './answers';
import { pages, textOf } from './blocks';

/** A body, and below it the table of what comes of it, by place. */
const shown = /^```(json|csv)\n([^]*?)^```\n\n(\| place[^\n]*\n[^]*?\n)(?!\|)/gm;

const rowsOf = (table: string): readonly (readonly string[])[] =>
  table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim()),
    )
    .map(([place = '', came = '']) => [place.replaceAll('`', ''), came]);

const bodies = pages
  .filter((page) => page.startsWith('docs/senders/'))
  .flatMap((page) =>
    [...textOf(page).matchAll(shown)].map(([, language = '', body = '', table = ''], index) => ({
      name: `${page}, number ${index + 1}`,
      language,
      body,
      table,
    })),
  );

/** Pages with a section for each of several senders. */
const shared = ['microsoft', 'feeds', 'detections', 'vendors', 'reputation'];

describe('the bodies that pages of senders show', () => {
  it('stand on the pages that are shared, for each sender', () => {
    const headings = shared.flatMap((page) =>
      [...textOf(`docs/senders/${page}.md`).matchAll(/^## /gm)].map(() => page),
    );
    expect(headings.length).toBeGreaterThan(50);
    const onThem = bodies.filter(({ name }) =>
      shared.some((page) => name.startsWith(`docs/senders/${page}.md`)),
    );
    expect(onThem).toHaveLength(headings.length);
  });

  it.each(bodies)('come to what the page says: $name', ({ language, body, table }) => {
    const came =
      language === 'csv' ? answerTo(body, 'text/csv') : answerTo(JSON.parse(body), 'application/json');
    expect(rowsOf(table)).toEqual(came);
  });
});
