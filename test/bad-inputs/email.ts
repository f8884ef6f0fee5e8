import { attribute, left, native, taken, unreadable, value } from './bad-input';

const group = 'email';
const item = native(group);
const body = value(group);

const refused = unreadable('indicator-invalid');

const sender = (name: string, emailSenderAddress: string, expected = refused, sent?: string) =>
  item(name, { emailSenderAddress }, expected, sent === undefined ? undefined : { emailSenderAddress: sent });

/** No header is made of it. */
const injected = 'a\r\nBcc: x@mail.example';

export const emailInputs = [
  sender('display name', 'Bob <bob@mail.example>'),
  sender('two @', 'bob@evil@mail.example'),
  sender('quoted local part', '"bob smith"@mail.example'),
  sender('quoted local part without a space', '"bob"@mail.example', taken(), '"bob"@mail.example'),
  sender('unicode', 'bøb@bücher.mail.example', taken(), 'bøb@xn--bcher-kva.mail.example'),
  sender('header injection', 'bob@mail.example\r\nBcc: all@mail.example'),
  sender('header injection in the local part', 'bob\r\nBcc: x@mail.example'),
  sender('no domain', 'bob@'),
  sender('own tenant', 'ceo@own-tenant.com', left('own-domain')),
  item('header injection in the subject: text of JSON', { emailSubject: injected }, taken(), {
    emailSubject: injected,
  }),
  body('MISP: display name', attribute('email-src', 'Bob <bob@mail.example>'), left('observable-invalid')),
];
