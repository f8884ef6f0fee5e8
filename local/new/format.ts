import { type Name } from './names';

/** A working toy format to be filled in. */
export const formatFile = ({ name, constant, title }: Name): string => `
import { textOf } from '../codec/json-value';
import { leave } from './format';
import { format, observe, take } from './kit';
import { hasMembers } from './recognition';

/** TODO: what ${title} sends, and where that is written: {"${constant}Alert":…}. */
export const ${constant} = format({
  name: '${name}',
  expects: 'an alert of ${title} with ${constant}Alert and ${constant}Severity',
  one: 'an alert of ${title}',
  marks: ['${constant.toLowerCase()}alert'],
  is: (item) => hasMembers(item, '${constant}Alert', '${constant}Severity'),
  read: (alert, place) => {
    const address = textOf(alert.sourceAddress);
    return address === undefined
      ? leave(place, 'no-indicator', 'the alert names no source')
      : take(
          place,
          { description: textOf(alert.${constant}Alert), severity: { value: alert.${constant}Severity } },
          observe.ip(address, 'source'),
        );
  },
});
`;

export const formatSample = ({ constant, title }: Name): string =>
  JSON.stringify({
    [`${constant}Alert`]: `Sample alert of ${title}`,
    [`${constant}Severity`]: 'high',
    sourceAddress: '45.155.205.233',
  });

export const formatTest = ({ name, constant, title }: Name): string => `
import { ${constant} } from '../../shared/formats/${name}';
import sample from '../samples/${name}.json';
import { intake } from './intake';

const read = (payload: unknown) => intake(${constant}, payload);

describe('when an alert of ${title} names a source', () => {
  it('takes it', () => {
    expect(read(sample)).toMatchObject({ found: [': source 45.155.205.233'], left: [] });
  });
});

describe('when it names none', () => {
  it('says so', () => {
    const { ${constant}Alert, ${constant}Severity } = sample;
    expect(read({ ${constant}Alert, ${constant}Severity })).toMatchObject({ found: [], left: [': no-indicator'] });
  });
});
`;

export const formatRow = ({ name, title }: Name): string =>
  `| \`${name}\` | alerts of ${title} | the address that an alert calls its source |`;
