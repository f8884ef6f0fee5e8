import { callerOf, failureOf } from './rest.mjs';

export const scope = 'https://management.azure.com/.default';

const version = 'api-version=2024-11-01';

/** What a call comes to, with the wish to try again where the app is not known yet: functions show some time after a deployment. */
const saidOf = (answer) =>
  answer.status === 404
    ? { state: 'again', why: 'the function is not there yet' }
    : { ...failureOf(answer), status: answer.status };

/**
 * Keys of one function of an app, by Azure Resource Manager (Web Apps, functions/{name}/listkeys and functions/{name}/keys/{key}). `app`
 * is the resource id of the app. Each gives `{state: 'done'}`, `list` with `keys` by name, or what it came to.
 */
export const keysOfFunction = ({ management, token, app }, name) => {
  const call = callerOf(management, token);
  const place = `${app}/functions/${name}`;
  return {
    list: async () => {
      const answer = await call('POST', `${place}/listkeys?${version}`, {});
      // As a dictionary, by itself or in `properties`.
      return answer.status === 200
        ? { state: 'done', keys: answer.body.properties ?? answer.body }
        : saidOf(answer);
    },
    set: async (key, value) => {
      const properties = { name: key, value };
      const answer = await call('PUT', `${place}/keys/${key}?${version}`, { properties });
      return answer.status === 200 || answer.status === 201 ? { state: 'done' } : saidOf(answer);
    },
    remove: async (key) => {
      const answer = await call('DELETE', `${place}/keys/${key}?${version}`);
      return [200, 202, 204, 404].includes(answer.status) ? { state: 'done' } : saidOf(answer);
    },
  };
};
