import { type OpenAPIV3 } from 'openapi-types';
import { members } from '../codec/members';
import { memberNames } from '../codec/member-names';
import { schemaOf } from './from-codec';
import { type Schema } from './schema';

const readOnly: OpenAPIV3.SchemaObject = { type: 'string', readOnly: true };

const schemaOfMember = (name: (typeof memberNames)[number]): Schema => {
  const member = members[name];
  return 'codec' in member ? schemaOf(member.codec) : readOnly;
};

/**
 * A tiIndicator as it may be sent, made from the table of its members. What depends on several members (one observable at
 * least, a hash with its type) is more than a schema says; an answer of 400 says it.
 */
export const tiIndicatorSchema: Schema = {
  type: 'object',
  description:
    'A tiIndicator of Microsoft Graph (beta). It needs at least one email, file or network observable; fileHashValue needs fileHashType; expirationDateTime is after now. A member that is null or blank counts as absent.',
  properties: Object.fromEntries(memberNames.map((name) => [name, schemaOfMember(name)])),
  required: memberNames.filter((name) => 'required' in members[name] && members[name].required),
  additionalProperties: false,
};
