import { type Evaluated } from '../evaluate';
import { type Resource } from '../resource';

/** What Azure would refuse, or deploy wrongly, in a deployment; empty where all is well. Expressions that can be known are resolved. */
export type Rule = (deployment: Evaluated) => readonly string[];

/** `func-abc: what is wrong`, for each. */
export const of = (resource: Resource, wrong: readonly string[]): readonly string[] =>
  wrong.map((text) => `${resource.type} ${resource.name}: ${text}`);

/** A rule of each resource by itself. */
export const each =
  (judge: (resource: Resource, deployment: Evaluated) => readonly string[]): Rule =>
  (deployment) =>
    deployment.predictedResources.flatMap((resource) => of(resource, judge(resource, deployment)));

export const byType = ({ predictedResources }: Evaluated, type: string): readonly Resource[] =>
  predictedResources.filter((resource) => resource.type === type);
