// Run by azd after a deployment: sets the keys of the profile's senders on each function that takes events. It always ends with 0.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keysOfFunction, scope } from './function-keys.mjs';
import { persistently } from './rest.mjs';
import { keyName, sendersIn, stepsFor, valuesIn } from './sender-keys.mjs';
import { tokenFrom } from './token.mjs';

const environment = process.env;

const { values: options } = parseArgs({
  options: {
    tenant: { type: 'string', default: environment.AZURE_TENANT_ID ?? '' },
    management: { type: 'string', default: 'https://management.azure.com' },
    azd: { type: 'string', multiple: true, default: ['azd'] },
    'retry-ms': { type: 'string', default: '10000' },
  },
});

/** What a sender's key opens: docs/security.md. */
const sending = ['receive-http', 'receive-event-grid', 'preview'];

const say = (text) => process.stdout.write(`${text}\n`);

const whenMended = 'Run "azd hooks run postdeploy" when that is mended (docs/deploy.md#keys).';

const appOf = ({ AZURE_SUBSCRIPTION_ID, AZURE_RESOURCE_GROUP, GATEWAY_FUNCTION_NAME }) =>
  AZURE_SUBSCRIPTION_ID && AZURE_RESOURCE_GROUP && GATEWAY_FUNCTION_NAME
    ? `/subscriptions/${AZURE_SUBSCRIPTION_ID}/resourceGroups/${AZURE_RESOURCE_GROUP}/providers/Microsoft.Web/sites/${GATEWAY_FUNCTION_NAME}`
    : null;

const profileText = ({ GATEWAY_PROFILE = '', GATEWAY_PROFILE_FILE = '' }) => {
  if (GATEWAY_PROFILE_FILE !== '') return readFileSync(GATEWAY_PROFILE_FILE, 'utf8');
  return GATEWAY_PROFILE === '' ? '{}' : GATEWAY_PROFILE;
};

/** azd gives a secret that is not in its environment as its own name. */
const keysText = ({ GATEWAY_SENDER_KEYS = '' }) =>
  GATEWAY_SENDER_KEYS === 'GATEWAY_SENDER_KEYS' ? '' : GATEWAY_SENDER_KEYS;

/** Whatever a service or a parser says, no key goes with it. */
const withoutKeys = (text, values) =>
  values.reduce((said, { value }) => (value === '' ? said : said.replaceAll(value, '…')), text);

const tryHard = (step) => persistently(step, Number(options['retry-ms']));

const setOn = async (context, name, wanted, values) => {
  const keys = keysOfFunction(context, name);
  const listed = await tryHard(keys.list);
  if (listed.state !== 'done') return [listed];
  const { set, lacking, remove } = stepsFor(listed.keys, wanted, values);
  const results = [];
  for (const one of set) results.push(await tryHard(() => keys.set(keyName(one.name, one.hash), one.value)));
  for (const key of remove) results.push(await tryHard(() => keys.remove(key)));
  const failed = results.filter(({ state }) => state !== 'done');
  if (failed.length === 0 && results.length > 0)
    say(`${name}: keys of senders: ${set.length} set, ${remove.length} removed.`);
  for (const one of lacking)
    say(`${name}: ${one.name} has NO key: GATEWAY_SENDER_KEYS has no value with the SHA-256 of the profile.`);
  return failed;
};

const read = (what, parse) => {
  try {
    return parse();
  } catch {
    say(`No key of a sender is set: ${what}. ${whenMended}`);
    return null;
  }
};

const main = async () => {
  const wanted = read('the profile cannot be read', () => sendersIn(profileText(environment)));
  const values = read('GATEWAY_SENDER_KEYS is no JSON of names and keys', () =>
    valuesIn(keysText(environment)),
  );
  if (wanted === null || values === null || (wanted.length === 0 && values.length === 0)) return;
  for (const { name, hash } of values)
    if (!wanted.some((one) => one.name === name && one.hash === hash))
      say(
        `A key of ${name} is NOT set: its SHA-256 is none of that sender's in the profile. It would be ${hash}.`,
      );
  const app = appOf(environment);
  if (app === null) {
    say('No key of a sender is set: the azd environment names no function app. Run azd provision first.');
    return;
  }
  const token = await tokenFrom(options.azd, options.tenant)(scope);
  if (token === null) {
    say(`No key of a sender is set: azd gives no token for ${scope}. Run azd auth login. ${whenMended}`);
    return;
  }
  const context = { management: options.management, token, app };
  for (const name of sending)
    for (const { state, why } of await setOn(context, name, wanted, values)) {
      say(`${name}: a key is NOT set (${withoutKeys(why, values)}).`);
      if (state === 'forbidden') say('You may not set it: Website Contributor of the function app may.');
      say(whenMended);
    }
};

main().catch((error) => say(`No key of a sender is set: ${error.code ?? error.name}. ${whenMended}`));
