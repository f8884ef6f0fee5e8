import { declaredSettings } from '../../shared/config';
import { destinations } from '../../shared/destinations';

/** Settings that a deployment leaves alone, and why. */
export const leftOut: ReadonlyMap<string, string> = new Map(
  declaredSettings(destinations).flatMap(([name, one]) =>
    one.leftOut === null ? [] : [[name, one.leftOut] as const],
  ),
);

/** What the Functions host reads, and the app does not. */
export const ofTheHost: readonly string[] = [
  'AzureWebJobsStorage__credential',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
];
