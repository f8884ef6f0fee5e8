import { words, type SharedList } from './shared-list';

/** One page, or one mailbox, is the indicator; never the site that half of the world opens each day. */
export const everydaySites: SharedList = {
  name: 'everydaySites',
  what: 'a site that everybody uses, for good and bad',
  providers: [
    {
      of: 'mailboxes for anybody',
      source: 'sign-up pages of each; https://tranco-list.eu',
      asOf: '2026-11-30',
      names:
        words(`gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.jp
        outlook.co.id outlook.in hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es
        hotmail.be hotmail.nl live.com live.co.uk live.de live.fr live.it live.nl live.be live.ca
        live.com.au live.com.mx msn.com passport.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.co.in
        yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.ca yahoo.com.br yahoo.com.mx yahoo.com.ar yahoo.com.au
        yahoo.com.hk yahoo.com.tw yahoo.co.id yahoo.in ymail.com rocketmail.com aol.com aol.de aim.com
        me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.io tuta.com
        fastmail.com fastmail.fm hushmail.com mail.com email.com zoho.com zohomail.com zohomail.eu
        gmx.de gmx.net gmx.com gmx.at gmx.ch web.de freenet.de mailbox.org posteo.de laposte.net
        libero.it virgilio.it wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz abv.bg ukr.net mail.ru
        inbox.ru list.ru bk.ru yandex.ru yandex.com ya.ru rambler.ru qq.com foxmail.com 163.com 126.com
        yeah.net sina.com sina.cn sohu.com aliyun.com naver.com hanmail.net daum.net nate.com
        rediffmail.com juno.com`),
      stillTaken: 'paths',
    },
    {
      of: 'search engines and portals',
      source: 'https://www.google.com/supported_domains; https://tranco-list.eu',
      asOf: '2026-11-30',
      names: words(`google.com google.de google.fr google.it google.es google.nl google.be google.at google.ch
        google.pl google.se google.no google.dk google.fi google.ie google.pt google.gr google.cz google.hu
        google.ro google.bg google.sk google.si google.hr google.lt google.lv google.ee google.lu google.ru
        google.ca google.co.uk google.co.jp google.co.kr google.co.in google.co.id google.co.il google.co.nz
        google.co.th google.co.za google.com.au google.com.ar google.com.br google.com.mx google.com.co
        google.com.pe google.com.tr google.com.ua google.com.sa google.com.eg google.com.hk google.com.tw
        google.com.sg google.com.my google.com.ph google.com.vn google.com.pk google.cl google.cn google.ae
        youtube.com youtube-nocookie.com ytimg.com ggpht.com gstatic.com googlevideo.com
        googletagmanager.com google-analytics.com doubleclick.net googlesyndication.com googleadservices.com
        bing.com msn.cn duckduckgo.com ecosia.org qwant.com startpage.com baidu.com yimg.com ask.com
        brave.com`),
      stillTaken: 'paths',
    },
    {
      of: 'social networks and messengers',
      source: 'https://tranco-list.eu',
      asOf: '2026-11-30',
      names:
        words(`facebook.com fbcdn.net messenger.com instagram.com cdninstagram.com threads.net threads.com
        whatsapp.com whatsapp.net twitter.com x.com twimg.com linkedin.com licdn.com pinterest.com
        pinimg.com reddit.com redd.it redditstatic.com tiktok.com tiktokcdn.com snapchat.com signal.org
        skype.com viber.com line.me wechat.com  weibo.com vk.com ok.ru xing.com quora.com
        mastodon.social bsky.app twitch.tv vimeo.com dailymotion.com flickr.com spotify.com soundcloud.com
        netflix.com nflxvideo.net`),
      stillTaken: 'paths',
    },
    {
      of: 'encyclopedias, news and documentation',
      source: 'https://tranco-list.eu',
      asOf: '2026-11-30',
      names: words(`wikipedia.org wikimedia.org wikidata.org bbc.com bbc.co.uk cnn.com nytimes.com reuters.com
        theguardian.com washingtonpost.com spiegel.de zeit.de lemonde.fr elpais.com heise.de
        stackoverflow.com stackexchange.com serverfault.com superuser.com mozilla.org firefox.com w3.org
        python.org nodejs.org java.com oracle.com kernel.org debian.org ubuntu.com redhat.com apache.org
        php.net`),
      stillTaken: 'paths',
    },
    {
      of: 'shops, payments and travel',
      source: 'https://tranco-list.eu',
      asOf: '2026-11-30',
      names:
        words(`amazon.com amazon.de amazon.co.uk amazon.fr amazon.it amazon.es amazon.nl amazon.ca amazon.co.jp
        amazon.in amazon.com.au amazon.com.br amazon.com.mx media-amazon.com ssl-images-amazon.com ebay.com
        ebay.de ebay.co.uk ebay.fr ebay.it ebayimg.com aliexpress.com alibaba.com taobao.com etsy.com
        walmart.com booking.com airbnb.com tripadvisor.com paypal.com paypalobjects.com stripe.com
        visa.com mastercard.com dhl.com dhl.de ups.com fedex.com usps.com`),
      stillTaken: 'paths',
    },
    {
      of: 'software that half of all offices use',
      source: 'https://tranco-list.eu',
      asOf: '2026-11-30',
      names: words(`adobe.com acrobat.com docusign.com docusign.net apple.com intuit.com sap.com ibm.com
        cisco.com webex.com dell.com hp.com lenovo.com intel.com amd.com nvidia.com vmware.com
        openai.com chatgpt.com claude.ai anthropic.com canva.com figma.com miro.com grammarly.com
        teamviewer.com anydesk.com virustotal.com cloudflare.com akamai.com fastly.com godaddy.com`),
      stillTaken: 'paths',
    },
    {
      of: 'access providers, whose mail is below their name as the lines of their customers are',
      source: 'help pages of each; https://tranco-list.eu',
      asOf: '2026-11-30',
      names: words(`free.fr wanadoo.fr sfr.fr orange.fr alice.it tin.it tiscali.it terra.com.br uol.com.br
        bol.com.br comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net
        optonline.net earthlink.net shaw.ca rogers.com sympatico.ca btinternet.com btopenworld.com
        virginmedia.com ntlworld.com sky.com talktalk.net bigpond.com optusnet.com.au ziggo.nl
        kpnmail.nl xs4all.nl telenet.be skynet.be t-online.de bluewin.ch`),
      stillTaken: 'customers',
    },
    {
      of: 'services where each customer has a name below',
      source: 'documentation of each',
      asOf: '2026-11-30',
      names: words(`zoom.us salesforce.com force.com my.salesforce.com service-now.com workday.com
        myworkday.com hubspot.com shopify.com medium.com substack.com wordpress.org sourceforge.io
        mailchimp.com list-manage.com sendgrid.net mailgun.org`),
      stillTaken: 'customers',
    },
  ],
};
