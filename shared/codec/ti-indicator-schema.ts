import { type JsonSchema } from './json-schema';
import { memberNames } from './member-names';
import { members, type MemberName } from './members';

const schemaOfMember = (name: MemberName): JsonSchema => {
  const member = members[name];
  return 'codec' in member ? member.codec.schema : { type: 'string', readOnly: true };
};

/**
 * The schema of a tiIndicator that may be sent, made from the table of its members. It leaves out what depends on several
 * members (at least one observable, a hash with its type); a 400 answer names that.
 */
export const tiIndicatorSchema: JsonSchema = {
  type: 'object',
  description:
    'A tiIndicator of Microsoft Graph (beta). It needs at least one email, file or network observable; fileHashValue needs fileHashType; expirationDateTime is after now. A member that is null or blank counts as absent.',
  properties: Object.fromEntries(memberNames.map((name) => [name, schemaOfMember(name)])),
  required: memberNames.filter((name) => 'required' in members[name] && members[name].required),
  additionalProperties: false,
};
