import { words, type SharedList } from './shared-list';

/** Blocking one of these locks out people, and this gateway. */
export const signIn: SharedList = {
  name: 'signIn',
  what: 'a place where everybody signs in',
  providers: [
    {
      of: 'Microsoft Entra ID',
      source: 'https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges (id 56)',
      asOf: '2024-11-04',
      networks: words(`20.20.32.0/19 20.190.128.0/18 20.231.128.0/19 40.126.0.0/18
        2603:1006:2000::/48 2603:1007:200::/48 2603:1016:1400::/48 2603:1017::/48
        2603:1026:3000::/48 2603:1027:1::/48 2603:1036:3000::/48 2603:1037:1::/48
        2603:1046:2000::/48 2603:1047:1::/48 2603:1056:2000::/48 2603:1057:2::/48`),
      names: words(`login.microsoftonline.com login.microsoft.com login.windows.net sts.windows.net
        login.microsoftonline.us login.partner.microsoftonline.cn login.chinacloudapi.cn
        device.login.microsoftonline.com autologon.microsoftazuread-sso.com
        aadcdn.msftauth.net aadcdn.msauth.net logincdn.msftauth.net logincdn.msauth.net
        login.live.com account.live.com account.microsoft.com mysignins.microsoft.com`),
    },
    {
      of: 'Google',
      source: 'https://support.google.com/a/answer/9012184',
      asOf: '2026-11-29',
      names: words(`accounts.google.com accounts.youtube.com myaccount.google.com oauth2.googleapis.com`),
    },
    {
      of: 'Apple',
      source: 'https://support.apple.com/101555',
      asOf: '2026-11-29',
      names: words(`appleid.apple.com idmsa.apple.com account.apple.com gsa.apple.com`),
    },
    {
      of: 'Amazon Web Services',
      source: 'https://docs.aws.amazon.com/signin/latest/userguide/allowlist-domains.html',
      asOf: '2026-11-29',
      names: words(`signin.aws.amazon.com signin.aws sts.amazonaws.com`),
    },
    {
      of: 'Okta, Auth0, Duo, OneLogin, Ping Identity',
      source: 'https://help.okta.com/oie/en-us/content/topics/security/ip-address-allow-listing.htm',
      asOf: '2026-11-29',
      names: words(`okta.com oktapreview.com okta-emea.com oktacdn.com auth0.com duosecurity.com
        onelogin.com pingone.com`),
      stillTaken: 'customers',
    },
  ],
};
