import { words, type SharedList } from './shared-list';

/** The file's own URL, or the customer's own host, is the indicator. */
export const fileShares: SharedList = {
  name: 'fileShares',
  what: 'a service where anybody shares files or text, good and bad',
  providers: [
    {
      of: 'Microsoft OneDrive and SharePoint',
      source:
        'https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges (ids 31 and 32)',
      asOf: '2024-11-04',
      networks: words(`13.107.136.0/22 40.108.128.0/17 52.104.0.0/14 104.146.128.0/17 150.171.40.0/22
        2603:1061:1300::/40 2620:1ec:8f8::/46 2620:1ec:908::/46 2a01:111:f402::/48`),
      names: words(`onedrive.live.com onedrive.com 1drv.com livefilestore.com storage.live.com`),
      stillTaken: 'paths',
    },
    {
      of: "customers' SharePoint sites",
      source: 'https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges (id 31)',
      asOf: '2024-11-04',
      names: words(`sharepoint.com sharepoint.us sharepoint.cn sharepointonline.com`),
      stillTaken: 'customers',
    },
    {
      of: 'Google Drive, Docs, Sites and Forms',
      source: 'https://support.google.com/a/answer/9012184',
      asOf: '2026-11-29',
      names: words(`drive.google.com docs.google.com drive.usercontent.google.com sites.google.com
        forms.google.com script.google.com storage.cloud.google.com firebasestorage.googleapis.com
        lh3.googleusercontent.com groups.google.com calendar.google.com translate.google.com`),
      stillTaken: 'paths',
    },
    {
      of: 'object stores',
      source: 'https://publicsuffix.org/list/, documentation of each',
      asOf: '2026-11-29',
      names: words(`storage.googleapis.com s3.amazonaws.com blob.core.windows.net web.core.windows.net
        file.core.windows.net digitaloceanspaces.com backblazeb2.com wasabisys.com r2.dev
        r2.cloudflarestorage.com linodeobjects.com vultrobjects.com myqcloud.com aliyuncs.com
        oraclecloud.com`),
      stillTaken: 'customers',
    },
    {
      of: 'file hosts',
      source: 'help pages of each',
      asOf: '2026-11-29',
      names: words(`dropbox.com dropboxusercontent.com dl.dropboxusercontent.com box.com boxcloud.com mega.nz
        mega.io mega.co.nz mediafire.com wetransfer.com we.tl transfer.sh gofile.io file.io catbox.moe
        pixeldrain.com sendspace.com 4shared.com ufile.io uploadfiles.io zippyshare.com rapidgator.net
        workupload.com filemail.com smash.fr swisstransfer.com sendgb.com pcloud.com icloud.com
        icloud-content.com disk.yandex.ru disk.yandex.com yadi.sk cloud.mail.ru evernote.com
        temp.sh filetransfer.io tmpfiles.org send.cm krakenfiles.com`),
      stillTaken: 'paths',
    },
    {
      of: 'code hosts',
      source: 'https://api.github.com/meta, documentation of each',
      asOf: '2026-11-29',
      networks: words(`140.82.112.0/20 143.55.64.0/20 192.30.252.0/22 2a0a:a440::/29`),
      names:
        words(`github.com githubusercontent.com raw.githubusercontent.com githubassets.com ghcr.io gitlab.com
        bitbucket.org sourceforge.net codeberg.org npmjs.org npmjs.com pypi.org pythonhosted.org
        nuget.org docker.io docker.com rubygems.org crates.io`),
      stillTaken: 'paths',
    },
    {
      of: 'pastes, chats and pages of text',
      source: 'help pages of each',
      asOf: '2026-11-29',
      names: words(`pastebin.com paste.ee rentry.co rentry.org hastebin.com dpaste.com dpaste.org controlc.com
        justpaste.it ghostbin.com privatebin.net textbin.net telegra.ph graph.org telegram.org
        api.telegram.org discord.com discordapp.com cdn.discordapp.com media.discordapp.net discordapp.net
        slack.com slack-files.com files.slack.com trello.com notion.so atlassian.net archive.org
        web.archive.org imgur.com i.imgur.com ibb.co postimg.cc steamcommunity.com`),
      stillTaken: 'paths',
    },
    {
      of: 'gateways to IPFS',
      source: 'https://ipfs.github.io/public-gateway-checker/',
      asOf: '2026-11-29',
      names: words(
        `ipfs.io dweb.link cloudflare-ipfs.com gateway.pinata.cloud nftstorage.link w3s.link cf-ipfs.com`,
      ),
      stillTaken: 'customers',
    },
  ],
};
