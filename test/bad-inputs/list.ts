import { type BadInput } from './bad-input';
import { emailInputs } from './email';
import { envelopeInputs } from './envelope';
import { eventGridInputs } from './event-grid';
import { fileInputs } from './files';
import { idAndDateInputs } from './ids-and-dates';
import { nameInputs } from './names-and-urls';
import { networkInputs } from './network';
import { signatureInputs, signedInputs } from './signature';
import { sizeInputs } from './size';
import { textInputs } from './text';

/** Every input, in the order of the checklist; the large ones last, as some work goes on after their answer. */
export const badInputs: readonly BadInput[] = [
  ...envelopeInputs,
  ...signedInputs(envelopeInputs),
  ...eventGridInputs,
  ...signatureInputs,
  ...idAndDateInputs,
  ...networkInputs,
  ...nameInputs,
  ...fileInputs,
  ...emailInputs,
  ...textInputs,
  ...sizeInputs,
];
