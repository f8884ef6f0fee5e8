// Over two hundred lines: a table of what to do.
import { storageRemedies, type Remedy } from './storage-remedies';

const seeStorage = 'see the lines of the storage account';

const settings = {
  'not-configured': {
    cause: 'settings or the profile are wrong: every sender is answered 503, and messages wait on the queues',
    remedy: 'correct what is named here; the app starts anew with each change of a setting',
  },
  'development-settings': {
    cause: 'settings for a development machine are in use in Azure: they point to the machine itself',
    remedy: 'remove the settings named here from the app, or give them the values of the deployment',
  },
} satisfies Record<string, Remedy>;

const token = {
  'token-timeout': {
    cause: 'no token came in time: the app has no identity, or the identity endpoint is in trouble',
    remedy: 'assign an identity to the app; where it has one, restart the app and see the state of Azure',
  },
  'identity-out-of-reach': {
    cause: 'the identity endpoint took no connection, or broke it',
    remedy: 'restart the app and see the state of Azure',
  },
  'identity-refused': {
    cause: 'the identity endpoint gives no token for this identity',
    remedy:
      'assign the identity to the app and correct MANAGED_IDENTITY_CLIENT_ID (blank for the system-assigned one)',
  },
  'tenant-refused': {
    cause:
      'the tenant gives the app no token: nobody consented there, its consent or the app was taken away, or the identity is no federated credential of the app',
    remedy:
      'docs/many-tenants.md: have its administrator open the consent link, and compare the federated credential with the identity; the others are not touched',
  },
  'login-missing': {
    cause: 'CREDENTIAL is developer, and nobody is signed in with az or azd',
    remedy: 'az login, or azd auth login; in Azure set CREDENTIAL to managed-identity',
  },
  'permission-missing': {
    cause:
      'the token does not hold the application permission: it was not granted, or granted after the token was made',
    remedy:
      'let an administrator run node infra/hooks/grant-permissions.mjs; after a grant it can take hours until a token holds it',
  },
} satisfies Record<string, Remedy>;

const destination = {
  'no-token': {
    cause: 'it was not asked, as there is no token for it',
    remedy: 'see the line of its token',
  },
  'not-asked': {
    cause: 'it was not asked, as the limiter gave no permit in time',
    remedy: 'see the line of its limiter',
  },
  'destination-unknown-host': {
    cause: 'the name of the destination is not known in DNS',
    remedy: 'correct the address in the settings of the destination, or the DNS of the network of the app',
  },
  'destination-out-of-reach': {
    cause: 'the destination took no connection, or broke it',
    remedy: 'let the app out to the destination: firewall, proxy, routes; events wait on the queue meanwhile',
  },
  'destination-certificate': {
    cause: 'the certificate of the destination is not trusted: something on the way replaces it',
    remedy: 'take the destination out of the TLS inspection of the network of the app',
  },
  'destination-timeout': {
    cause: 'the destination did not answer in time',
    remedy: 'wait: events wait on the queue; where it stays, see the network and the state of the service',
  },
  'destination-redirects': {
    cause: 'the destination sends the call elsewhere, where a token must not go',
    remedy: 'correct the address in the settings of the destination',
  },
  'token-refused': {
    cause: 'the destination refuses the token (401)',
    remedy: 'correct the scope and the address in the settings of the destination: both of the same cloud',
  },
  'permission-refused': {
    cause: 'the destination refuses the identity (403)',
    remedy:
      'grant the permission named in the line of its token; after a grant it can take hours; where the token holds it, the tenant lacks the product or its licence',
  },
  'destination-not-found': {
    cause:
      'the destination answered 404: the API is gone, or (Graph, seen in some tenants) it holds no indicator of this app yet, or (Sentinel) the workspace is not there, or not in this cloud',
    remedy:
      'of Sentinel correct SENTINEL_WORKSPACE_ID and SENTINEL_CLOUD; else send an event: when that is created all is well; when not, switch on another destination in DESTINATIONS',
  },
  'destination-retired': {
    cause: 'the API is gone (405, 410, 501 or notSupported)',
    remedy: 'switch on another destination in DESTINATIONS, then replay what is parked',
  },
  throttled: {
    cause: 'the destination has too many calls (429)',
    remedy:
      'wait: events wait on the queue; where it stays, lower the requests a minute in the settings of the destination, as something else shares its limit',
  },
  'destination-failing': {
    cause: 'the destination is in trouble (5xx)',
    remedy: 'wait: events wait on the queue; where it stays, see the state of the service',
  },
  'probe-refused': {
    cause: 'the destination refuses the call of this check with a status that it does not know',
    remedy:
      'correct the address in the settings of the destination; see outcomes for what it says of indicators',
  },
  'circuit-open': {
    cause:
      'several calls in a row settled nothing, so this instance leaves the destination alone for a while',
    remedy: 'see the other lines of the destination; it is tried again by itself after BREAKER_SECONDS',
  },
  'rate-limited': {
    cause: 'all calls that the limit allows are made, or the destination asked for a pause',
    remedy: 'wait: events wait on the queue; where it stays, more events come than the destination takes',
  },
  'tenant-full': {
    cause: 'the destination holds as many entries as it may, those of others included',
    remedy:
      'delete there what nobody needs, or wait until something expires: new indicators are parked as quota and go out when there is room; changes go on',
  },
  'tenant-nearly-full': {
    cause: 'the destination holds 80 % or more of the entries that it may, those of others included',
    remedy: 'delete there what nobody needs, or let the profile send less',
  },
  'room-not-counted': {
    cause:
      'the destination did not tell in time what it holds; everything goes, and what has no room is refused there',
    remedy: 'see the other lines of the destination; it is counted again by itself',
  },
  'limiter-slow': {
    cause: 'the limiter did not answer in time: it shares its count by a table of the storage account',
    remedy: seeStorage,
  },
} satisfies Record<string, Remedy>;

const kept = {
  'queue-stuck': {
    cause:
      'a message that could be taken has waited for long: the app does not take from this queue, or too slowly',
    remedy:
      'see whether the functions of the app are enabled and what they log; a restart starts the queues anew',
  },
  'poison-left': {
    cause: 'what the host gave up is not being parked: the timer sweep-poison does not come through',
    remedy:
      'read the lines of sweep-poison in the log, which name the failure (most often the storage account, or a role on it); it goes on by itself',
  },
  'not-counted': {
    cause: 'the storage account did not say it',
    remedy: seeStorage,
  },
  'look-not-whole': {
    cause: 'the last look at what the product shows did not see all of it',
    remedy: 'see what verify says now, and the lines of this destination',
  },
  'record-away': {
    cause:
      'outcomes cannot be kept to be read; they wait in this instance, and the queue of outcomes has them',
    remedy: seeStorage,
  },
  'record-lost': {
    cause:
      'outcomes could not be kept to be read (an hour or too many of them); the queue of outcomes has them',
    remedy: 'read them off the queue of outcomes; nothing else depends on it',
  },
  parked: {
    cause: 'something was given up for now, and waits for somebody',
    remedy: 'npm run gateway -- parked list says why; replay or drop it',
  },
  'check-failed': {
    cause: 'the check itself failed: that is a fault of the gateway',
    remedy: 'please report it, with the version',
  },
} satisfies Record<string, Remedy>;

/** Codes of the command that asks, for a gateway that did not answer. */
const gateway = {
  'gateway-out-of-reach': {
    cause: 'no answer came from the address of the gateway',
    remedy:
      'start it (npm start, or az functionapp start), or say where it is with --url or INDICATOR_GATEWAY_URL',
  },
  'gateway-key-missing': {
    cause: 'the gateway asks for a function key (401)',
    remedy:
      'give it with INDICATOR_GATEWAY_KEY or --key (docs/deploy.md says how one is made for the command line)',
  },
  'gateway-key-refused': {
    cause: 'the gateway refuses the function key (401)',
    remedy:
      'the key is not right, is of another function, or was renewed: see az functionapp function keys list',
  },
  'gateway-not-there': {
    cause: 'there is no such route: the app did not start, is another one, or is of an older version',
    remedy: 'see --url; then the log of the app, which names each setting that is not right',
  },
  'gateway-failing': {
    cause: 'what answers is the Functions host or a proxy, and not the gateway',
    remedy: 'see the log of the app; on a cold start, ask again in a minute',
  },
} satisfies Record<string, Remedy>;

/** Every code of a line, with cause and remedy; docs/health.md lists the same. */
export const remedies = { ...settings, ...storageRemedies, ...token, ...destination, ...kept, ...gateway };

export type Code = keyof typeof remedies;
