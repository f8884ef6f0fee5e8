import { evaluated } from '../evaluate';
import { root } from '../infra';
import { all, at } from '../resource';

/** An alert rule on logs, as a deployment has it. */
export interface Rule {
  readonly name: string;
  readonly description: string;
  readonly severity: number;
  readonly evaluationFrequency: string;
  readonly windowSize: string;
  readonly measure: string;
  readonly splitBy: readonly string[];
  readonly query: string;
}

const { predictedResources } = evaluated(root, 'public');

/** `poison` of alert-poison-abc. */
const shortOf = (name: string): string => name.replace(/^alert-(.*)-[^-]+$/, '$1');

const ofType = (type: string) => predictedResources.filter((resource) => resource.type === type);

export const rules: readonly Rule[] = ofType('Microsoft.Insights/scheduledQueryRules').map(
  ({ name, properties }) => {
    const of = (path: string): string => String(at(properties, path));
    return {
      name: shortOf(name),
      description: of('description'),
      severity: Number(at(properties, 'severity')),
      evaluationFrequency: of('evaluationFrequency'),
      windowSize: of('windowSize'),
      measure: of('criteria.allOf.0.metricMeasureColumn'),
      splitBy: all(properties, 'criteria.allOf.0.dimensions.*.name').map(([, column]) => String(column)),
      query: of('criteria.allOf.0.query'),
    };
  },
);

/** Alert rules on metrics of the platform, by name and severity. */
export const metricRules: readonly (readonly [name: string, severity: unknown])[] = ofType(
  'Microsoft.Insights/metricAlerts',
).map(({ name, properties }) => [shortOf(name), at(properties, 'severity')] as const);
