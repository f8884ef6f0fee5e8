import { isExpression, type Resource } from '../resource';
import { each, type Rule } from './rule';

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...textsIn(member)]);
};

const idPattern =
  /\/subscriptions\/0{8}-(?:0{4}-){3}0{12}\/resourceGroups\/[\w.()-]+\/providers\/[\w.-]+(?:\/[\w.-]+)+/g;

/** Ids of resources of the deployment's own subscription, whole or inside of an expression. */
const idsIn = (resource: Resource): readonly string[] => {
  const { id, name, properties, identity, scope } = resource;
  return textsIn({ id: isExpression(id) ? id : '', name, properties, identity, scope })
    .filter((text) => text.startsWith('/subscriptions/') || isExpression(text))
    .flatMap((text) => text.match(idPattern) ?? []);
};

/** What an extension is on: the id before its own last provider. */
const ownersOf = ({ id }: Resource): readonly string[] => {
  const [, owner] =
    /^(.+\/providers\/.+)\/providers\/[\w.]+\/[\w]+\/[^/]+$/.exec(isExpression(id) ? '' : id) ?? [];
  return owner === undefined ? [] : [owner];
};

/** Parent of a resource with several parts in its name. */
const parentsOf = ({ id, type, name }: Resource): readonly string[] =>
  name.split('/').length > 1 && !isExpression(id) && type.split('/').length > 2
    ? [id.split('/').slice(0, -2).join('/')]
    : [];

/** Whatever is named by its id is made by the same deployment, whatever the case of letters. */
export const references: Rule = (deployment) => {
  const made = new Set(deployment.predictedResources.map(({ id }) => id.toLowerCase()));
  return each((resource) =>
    [...idsIn(resource), ...ownersOf(resource), ...parentsOf(resource)]
      .filter(
        (id) => !made.has(id.toLowerCase()) && !id.includes('/Microsoft.Authorization/roleDefinitions/'),
      )
      .map((id) => `refers to ${id}, which is not made`),
  )(deployment);
};
