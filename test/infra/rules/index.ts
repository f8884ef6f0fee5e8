import { type Evaluated } from '../evaluate';
import { resolved } from '../expression';
import { diagnostics, metricAlerts, queries, told, workbook } from './alerts';
import { app, callers, identity, packageApart, settings } from './app';
import { names, unique } from './names';
import { addresses, delegations, endpoints, routing } from './network';
import { kindsOfIds, references } from './references';
import { assignments, roles } from './roles';
import { type Rule } from './rule';
import { delivery, shared } from './storage';
import { regions, values, windows, zones } from './values';
import { access, expressions, outputs, present, retention, secrets, tags, versions } from './whole';

/** Every table of what Azure accepts, and what parts of this deployment have to agree on. */
export const rules: Readonly<Record<string, Rule>> = {
  ...{ names, unique, values, regions, windows, zones, addresses, delegations, endpoints, references },
  ...{ roles, assignments, shared, delivery, app, identity, settings, metricAlerts, told, diagnostics },
  ...{ kindsOfIds, queries, routing, packageApart, callers },
  ...{ workbook, tags, outputs, secrets, access, expressions, retention, present, versions },
};

/** What is wrong, by rule. */
export const findingsIn = (deployment: Evaluated): readonly string[] => {
  const known = resolved(deployment) as Evaluated;
  return Object.entries(rules).flatMap(([name, rule]) => {
    try {
      return rule(known).map((found) => `${name}: ${found}`);
    } catch (error) {
      return [`${name}: ${String(error)}`];
    }
  });
};
