import { canonicalHost } from '../../shared/codec/host';
import { type TiIndicator } from '../../shared/codec/ti-indicator';
import { guardDangerOf } from '../../shared/indicator/guard/guard';
import { microsoftServices, sharedServices } from '../../shared/indicator/guard/microsoft-services';
import { indicatorOf } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';

const { guard } = profileWith();

const bare: Readonly<Record<string, unknown>> = { ...indicatorOf('x'), domainName: undefined };

const codeOf = (members: Readonly<Record<string, unknown>>): string | undefined =>
  guardDangerOf({ ...bare, ...members } as TiIndicator, guard)?.code;

describe('services that the defence depends on', () => {
  it.each([...microsoftServices, ...sharedServices])('%s is in canonical form, and once', (host) => {
    expect(canonicalHost(host)).toBe(host);
    expect([...microsoftServices, ...sharedServices].filter((other) => other === host)).toHaveLength(1);
  });

  it.each(microsoftServices)('%s and what is below it is refused, in a URL too', (host) => {
    for (const name of [host, `a.b.${host}`]) {
      expect(codeOf({ domainName: name })).toBe('microsoft-service');
      expect(codeOf({ url: `https://${name}.:8443/x` })).toBe('microsoft-service');
      expect(codeOf({ emailSenderAddress: `a@${name}` })).toBe('microsoft-service');
    }
  });

  it.each(sharedServices)('%s is refused, but not what a customer has below it', (host) => {
    expect(codeOf({ domainName: host })).toBe('microsoft-service');
    expect(codeOf({ url: `https://evil-customer.blob.${host}/x` })).toBeUndefined();
  });

  it.each([
    ['public', 'https://login.microsoftonline.com./'],
    ['public', 'https://graph.microsoft.com/beta/security/tiIndicators'],
    ['public', 'https://api.ti.sentinel.azure.com/workspaces/x'],
    ['public', 'https://eu.api.security.microsoft.com/api/indicators'],
    ['public', 'https://api.securitycenter.microsoft.com/api/indicators'],
    ['public', 'https://7c3f.ods.opinsights.azure.com/OperationalData.svc'],
    ['public', 'https://7c3f.oms.opinsights.azure.com/'],
    ['public', 'https://eu-v20.events.data.microsoft.com/OneCollector/1.0'],
    ['public', 'https://nav.smartscreen.microsoft.com/'],
    ['public', 'https://wdcp.microsoft.com/'],
    ['public', 'http://ctldl.windowsupdate.com/msdownload'],
    ['public', 'https://winatp-gw-weu.microsoft.com/'],
    ['public', 'https://automatedirstrprdweu.blob.core.windows.net/x'],
    ['US Government', 'https://login.microsoftonline.us/'],
    ['US Government', 'https://dod-graph.microsoft.us/beta'],
    ['US Government', 'https://api.ti.sentinel.azure.us/workspaces/x'],
    ['US Government', 'https://api-gov.securitycenter.microsoft.us/api'],
    ['US Government', 'https://unitedstates1.ss.wd.microsoft.us/'],
    ['US Government', 'https://management.usgovcloudapi.net/'],
    ['China', 'https://login.partner.microsoftonline.cn/'],
    ['China', 'https://microsoftgraph.chinacloudapi.cn/beta'],
    ['China', 'https://api.ti.sentinel.azure.cn/workspaces/x'],
    ['China', 'https://7c3f.ods.opinsights.azure.cn/'],
    ['China', 'https://management.chinacloudapi.cn/'],
  ])('of the %s cloud: %s', (_cloud, url) => {
    expect(codeOf({ url })).toBe('microsoft-service');
  });

  it.each([
    'evil.blob.core.windows.net',
    'microsoftonline.com.evil.com',
    'login-microsoftonline.com',
    'contoso.onmicrosoft.com',
    'notwindowsupdate.com',
  ])('are not %s', (domainName) => {
    expect(codeOf({ domainName })).toBeUndefined();
  });
});
