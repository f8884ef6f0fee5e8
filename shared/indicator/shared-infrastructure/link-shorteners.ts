import { words, type SharedList } from './shared-list';

/** The short link is the indicator, never the service behind it. */
export const linkShorteners: SharedList = {
  name: 'linkShorteners',
  what: 'a service that shortens links, good ones and bad ones',
  providers: [
    {
      of: 'link shorteners that anybody may use',
      source:
        'https://github.com/MISP/misp-warninglists/blob/main/lists/url-shortener/list.json (version 26)',
      asOf: '2026-11-29',
      names:
        words(`adf.ly amzn.to bc.vc bit.do bit.ly bitly.com bl.ink buff.ly clck.ru cutt.ly cutt.us cuty.io
        db.tt dub.co dub.sh goo.by goo.gl goo.su is.gd j.mp kutt.it linktr.ee lnk.ink lnkd.in lnkfi.re
        mcaf.ee me2.do n9.cl onelink.to ow.ly ppt.cc q-r.to qr.ae qrco.de rb.gy rebrand.ly reurl.cc s.id
        shorte.st short.gy short.io shorturl.asia shorturl.at smarturl.it snip.ly spoo.me surl.li t.co
        t.ly tiny.cc tinyurl.com tr.ee tr.im u.to urlz.fr v.gd vk.cc wp.me x.gd youtu.be zpr.io`),
      stillTaken: 'paths',
    },
    {
      of: 'short links of large services',
      source:
        'https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges, help pages of each',
      asOf: '2026-11-29',
      names:
        words(`1drv.ms aka.ms forms.gle maps.app.goo.gl app.goo.gl g.co fb.me wa.me t.me discord.gg msft.it
        spoti.fi amzn.eu a.co apple.co ebay.us trib.al dlvr.it hubs.ly hubs.la`),
      stillTaken: 'paths',
    },
    {
      of: 'links that mail filters rewrite',
      source: 'https://learn.microsoft.com/defender-office-365/safe-links-about, help pages of each',
      asOf: '2026-11-29',
      names: words(`safelinks.protection.outlook.com urldefense.proofpoint.com urldefense.com
        linkprotect.cudasvc.com protect.mimecast.com clicktime.symantec.com`),
      stillTaken: 'paths',
    },
  ],
};
