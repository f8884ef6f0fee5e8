import { words, type SharedList } from './shared-list';

/** Mail, files and calls of every tenant, the owner's included. */
export const microsoft365: SharedList = {
  name: 'microsoft365',
  what: 'a part of Microsoft 365, which all tenants share',
  providers: [
    {
      of: 'Exchange Online and its protection',
      source:
        'https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges (ids 1, 9, 10)',
      asOf: '2024-11-04',
      networks:
        words(`13.107.6.152/31 13.107.18.10/31 13.107.128.0/22 23.103.160.0/20 40.92.0.0/15 40.96.0.0/13
        40.104.0.0/15 40.107.0.0/16 52.96.0.0/14 52.100.0.0/14 52.238.78.88 104.47.0.0/17 131.253.33.215
        132.245.0.0/16 150.171.32.0/22 204.79.197.215 2603:1006::/40 2603:1016::/36 2603:1026::/36
        2603:1036::/36 2603:1046::/36 2603:1056::/36 2620:1ec:4::152/127 2620:1ec:8f0::/46 2620:1ec:900::/46
        2620:1ec:a92::152/127 2620:1ec:c::10/127 2620:1ec:d::10/127 2a01:111:f400::/48 2a01:111:f403::/48`),
      names: words(`outlook.office.com outlook.office365.com smtp.office365.com outlook.live.com
        protection.outlook.com mail.protection.outlook.com`),
      stillTaken: 'paths',
    },
    {
      of: 'Teams, Office on the web and what all of it uses',
      source: 'https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges (ids 11, 46)',
      asOf: '2024-11-04',
      networks:
        words(`13.107.6.171 13.107.6.192 13.107.9.192 13.107.18.15 13.107.140.6 52.108.0.0/14 52.112.0.0/14
        52.122.0.0/15 52.238.119.141 52.244.37.168 52.244.160.207 2603:1063::/38 2603:1063:2000::/38
        2603:1063:6000::/35`),
      names: words(`office.com office.net office365.com officeapps.live.com teams.microsoft.com teams.live.com
        teams.cloud.microsoft m365.cloud.microsoft static.microsoft usercontent.microsoft
        forms.office.com forms.cloud.microsoft`),
      stillTaken: 'paths',
    },
  ],
};
