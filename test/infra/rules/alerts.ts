import { faultsIn } from '../monitor/faults';
import { tokensOf } from '../monitor/kql';
import { all, at, isExpression } from '../resource';
import { byType, each, of, type Rule } from './rule';

/** Metrics by what they are of: https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index */
const metrics: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'Microsoft.EventGrid/topics',
    ['DeadLetteredCount', 'DroppedEventCount', 'DeliveryAttemptFailCount', 'PublishFailCount'],
  ],
  ['Microsoft.Storage/storageAccounts', ['Availability']],
]);

/** Log categories by what they are of: https://learn.microsoft.com/azure/azure-monitor/reference/logs-index */
const categories: ReadonlyMap<string, readonly string[]> = new Map([
  ['Microsoft.EventGrid/topics', ['DeliveryFailures', 'PublishFailures', 'DataPlaneRequests']],
  ['Microsoft.Storage/storageAccounts/blobServices', ['StorageRead', 'StorageWrite', 'StorageDelete']],
  ['Microsoft.Storage/storageAccounts/queueServices', ['StorageRead', 'StorageWrite', 'StorageDelete']],
  ['Microsoft.Storage/storageAccounts/tableServices', ['StorageRead', 'StorageWrite', 'StorageDelete']],
]);

const listAt = (value: unknown, path: string): readonly unknown[] => Object.values(at(value, path) ?? {});

/** An alert on a metric names one that its resource has, and says what to do. */
export const metricAlerts: Rule = (deployment) =>
  byType(deployment, 'Microsoft.Insights/metricAlerts').flatMap((alert) => {
    const [scope] = listAt(alert, 'properties.scopes');
    const type = deployment.predictedResources.find(({ id }) => id === scope)?.type ?? '';
    return of(
      alert,
      listAt(alert, 'properties.criteria.allOf').flatMap((one) => [
        ...(at(one, 'metricNamespace') === type ? [] : [`metricNamespace is not ${type}`]),
        ...(metrics.get(type)?.includes(String(at(one, 'metricName'))) === true
          ? []
          : [`a metric that ${type} does not have`]),
      ]),
    );
  });

/** Every alert tells the action group, and its text says what to do first. */
export const told: Rule = (deployment) => {
  const [group] = byType(deployment, 'Microsoft.Insights/actionGroups').map(({ id }) => id);
  return each((resource) => {
    const isLog = resource.type === 'Microsoft.Insights/scheduledQueryRules';
    if (!isLog && resource.type !== 'Microsoft.Insights/metricAlerts') return [];
    const groups = isLog
      ? listAt(resource, 'properties.actions.actionGroups')
      : listAt(resource, 'properties.actions').map((action) => at(action, 'actionGroupId'));
    return [
      ...(groups.includes(group) ? [] : ['nobody is told']),
      ...(/^[A-Z].{20,}\. First: .{20,}\.$/.test(String(at(resource, 'properties.description')))
        ? []
        : ['its text does not say what it means and what to do first']),
    ];
  })(deployment);
};

/** What is logged is something that there is to log. */
export const diagnostics: Rule = (deployment) =>
  byType(deployment, 'Microsoft.Insights/diagnosticSettings').flatMap((setting) => {
    const owner = deployment.predictedResources.find(({ id }) =>
      setting.id.startsWith(`${id}/providers/Microsoft.Insights/`),
    );
    const known = categories.get(owner?.type ?? '') ?? [];
    return of(
      setting,
      listAt(setting, 'properties.logs')
        .map((log) => String(at(log, 'category')))
        .filter((category) => !known.includes(category))
        .map((category) => `${category} is no log of ${owner?.type ?? 'anything'}`),
    );
  });

interface Item {
  readonly type: number;
  readonly content: { readonly query?: string };
}

/** The workbook is whole: JSON, with pictures, of the workspace of the deployment. */
export const workbook: Rule = (deployment) =>
  byType(deployment, 'Microsoft.Insights/workbooks').flatMap((resource) => {
    const text = String(at(resource, 'properties.serializedData'));
    if (isExpression(text)) return of(resource, ['its content is known only while it is deployed']);
    const { items, fallbackResourceIds } = JSON.parse(text) as {
      readonly items?: readonly Item[];
      readonly fallbackResourceIds?: readonly string[];
    };
    const pictures = (items ?? []).filter(({ type, content }) => type === 3 && content.query !== undefined);
    return of(resource, [
      ...(pictures.length > 15 ? [] : [`${pictures.length} pictures`]),
      ...(fallbackResourceIds?.[0] === at(resource, 'properties.sourceId')
        ? []
        : ['it reads another workspace']),
    ]);
  });

/** Every query asks for what there is, and an alert measures and is split by what the last step of its query gives. */
export const queries: Rule = (deployment) =>
  byType(deployment, 'Microsoft.Insights/scheduledQueryRules').flatMap((alert) =>
    of(
      alert,
      listAt(alert, 'properties.criteria.allOf').flatMap((one) => {
        const query = String(at(one, 'query'));
        const [summarised = ''] = query.split('| summarize ').slice(-1);
        const given = new Set(tokensOf(summarised.split('| project ').at(-1) ?? ''));
        const asked = [
          at(one, 'metricMeasureColumn'),
          ...all(one, 'dimensions.*.name').map(([, name]) => name),
        ];
        return [
          ...faultsIn(query),
          ...asked
            .map(String)
            .filter((name) => !given.has(name))
            .map((name) => `its query does not give ${name}`),
        ];
      }),
    ),
  );
