import { words, type SharedList } from './shared-list';

/** One page, or one mailbox, is the indicator; never the site that half of the world opens each day. */
export const everydaySites: SharedList = {
  name: 'everydaySites',
  what: 'a site that everybody uses, for good and bad',
  providers: [
    {
      of: 'mailboxes for anybody',
      source: 'sign-up pages of each',
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
      source: 'https://www.google.com/supported_domains, home pages of each',
      asOf: '2026-11-30',
      names: words(`google.com google.de google.fr google.it google.es google.nl google.be google.at google.ch
        google.pl google.se google.no google.dk google.fi google.ie google.pt google.gr google.cz
        google.hu google.ro google.bg google.sk google.si google.hr google.lt google.lv google.ee
        google.lu google.ru google.ca google.co.uk google.co.jp google.co.kr google.co.in google.co.id
        google.co.il google.co.nz google.co.th google.co.za google.com.au google.com.ar google.com.br
        google.com.mx google.com.co google.com.pe google.com.tr google.com.ua google.com.sa
        google.com.eg google.com.hk google.com.tw google.com.sg google.com.my google.com.ph
        google.com.vn google.com.pk google.cl google.cn google.ae youtube.com youtube-nocookie.com
        ytimg.com ggpht.com gstatic.com googlevideo.com googletagmanager.com google-analytics.com
        doubleclick.net googlesyndication.com googleadservices.com bing.com msn.cn duckduckgo.com
        ecosia.org qwant.com startpage.com baidu.com yimg.com ask.com brave.com`),
      stillTaken: 'paths',
    },
    {
      of: 'social networks and messengers',
      source: 'home pages of each',
      asOf: '2026-11-30',
      names:
        words(`facebook.com fbcdn.net messenger.com instagram.com cdninstagram.com threads.net threads.com
        whatsapp.com whatsapp.net twitter.com x.com twimg.com linkedin.com licdn.com pinterest.com
        pinimg.com reddit.com redd.it redditstatic.com tiktok.com tiktokcdn.com snapchat.com signal.org
        skype.com viber.com line.me wechat.com weibo.com vk.com ok.ru xing.com quora.com mastodon.social
        bsky.app twitch.tv vimeo.com dailymotion.com flickr.com spotify.com soundcloud.com netflix.com
        nflxvideo.net`),
      stillTaken: 'paths',
    },
    {
      of: 'encyclopedias, news and documentation',
      source: 'home pages of each',
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
      source: 'home pages of each',
      asOf: '2026-11-30',
      names:
        words(`amazon.com amazon.de amazon.co.uk amazon.fr amazon.it amazon.es amazon.nl amazon.ca amazon.co.jp
        amazon.in amazon.com.au amazon.com.br amazon.com.mx media-amazon.com ssl-images-amazon.com
        ebay.com ebay.de ebay.co.uk ebay.fr ebay.it ebayimg.com aliexpress.com alibaba.com taobao.com
        etsy.com walmart.com booking.com airbnb.com tripadvisor.com paypal.com paypalobjects.com
        stripe.com visa.com mastercard.com dhl.com dhl.de ups.com fedex.com usps.com`),
      stillTaken: 'paths',
    },
    {
      of: 'software that half of all offices use',
      source: 'home pages of each',
      asOf: '2026-11-30',
      names:
        words(`adobe.com acrobat.com docusign.com docusign.net apple.com intuit.com sap.com ibm.com cisco.com
        webex.com dell.com hp.com lenovo.com intel.com amd.com nvidia.com vmware.com openai.com
        chatgpt.com claude.ai anthropic.com canva.com figma.com miro.com grammarly.com teamviewer.com
        anydesk.com virustotal.com cloudflare.com akamai.com fastly.com godaddy.com`),
      stillTaken: 'paths',
    },
    {
      of: 'access providers, whose mail is below their name as the lines of their customers are',
      source: 'help pages of each',
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
      names:
        words(`zoom.us salesforce.com force.com my.salesforce.com service-now.com workday.com myworkday.com
        hubspot.com shopify.com medium.com substack.com wordpress.org sourceforge.io mailchimp.com
        list-manage.com sendgrid.net mailgun.org sentry.io statuspage.io supabase.co firebaseio.com
        splunkcloud.com intercom.io zdassets.com dyndns.org quickconnect.to synology.me tailscale.com
        ninjarmm.com europa.eu`),
      stillTaken: 'customers',
    },
    {
      of: 'services that tell a caller its own address',
      source: 'help pages of each',
      asOf: '2026-11-30',
      names: words(`ipify.org icanhazip.com ifconfig.me ifconfig.co ifconfig.io ip-api.com ipinfo.io ipapi.co
        ipwho.is ip.sb ip.me ipecho.net ident.me whatismyip.com whatismyipaddress.com myexternalip.com
        wtfismyip.com myip.com seeip.org geoplugin.net ipgeolocation.io db-ip.com maxmind.com jsonip.com`),
      stillTaken: 'paths',
    },
    {
      of: 'security products and those who help to research',
      source: 'home pages of each',
      asOf: '2026-11-30',
      names:
        words(`eset.com kaspersky.com kaspersky-labs.com sophos.com bitdefender.com bitdefender.net avast.com
        avcdn.net avira.com mcafee.com norton.com trendmicro.com crowdstrike.com cloudsink.net
        paloaltonetworks.com fortinet.com checkpoint.com sentinelone.com rapid7.com huntress.io
        malwarebytes.com shodan.io censys.io spamhaus.org abuse.ch urlscan.io hybrid-analysis.com
        any.run greynoise.io abuseipdb.com recordedfuture.com mandiant.com proofpoint.com mimecast.com
        zscaler.net nist.gov mitre.org`),
      stillTaken: 'paths',
    },
    {
      of: 'devices, games and films',
      source: 'https://radar.cloudflare.com/domains (most are of the top 1,000), home pages of the others',
      asOf: '2026-08-10',
      names:
        words(`samsung.com samsungcloud.com samsungapps.com huawei.com hicloud.com xiaomi.com miui.com mi.com
        oculus.com roku.com ring.com sonos.com playstation.com playstation.net nintendo.net nintendo.com
        xboxlive.com xbox.com steampowered.com steamstatic.com steamcontent.com epicgames.com ea.com
        roblox.com rbxcdn.com battle.net riotgames.com minecraft.net mojang.com unity3d.com hulu.com
        primevideo.com aiv-delivery.net disneyplus.com bamgrid.com plex.tv pluto.tv tubi.tv pandora.com
        spotifycdn.com scdn.co ttvnw.net jtvnw.net nflxso.net nflximg.com nflxext.com`),
      stillTaken: 'paths',
    },
    {
      of: 'what sites and apps of everybody load',
      source: 'https://radar.cloudflare.com/domains (most are of the top 1,000), home pages of the others',
      asOf: '2026-08-10',
      names: words(`facebook.net fb.com fbsbx.com ads-twitter.com redditmedia.com tiktokv.com yahoodns.net
        yastatic.net yandex.net userapi.com googletagservices.com gvt1.com gvt2.com crashlytics.com
        app-measurement.com recaptcha.net hcaptcha.com gravatar.com jquery.com fontawesome.com
        typekit.net cookielaw.org onetrust.com segment.com segment.io mixpanel.com amplitude.com
        hotjar.com newrelic.com nr-data.net datadoghq.com bugsnag.com optimizely.com launchdarkly.com
        mapbox.com stripe.network alicdn.com mmstat.com wp.com oaistatic.com oaiusercontent.com
        clarity.ms virtualearth.net`),
      stillTaken: 'paths',
    },
    {
      of: 'shops, sites and tools besides',
      source: 'https://radar.cloudflare.com/domains (most are of the top 1,000), home pages of the others',
      asOf: '2026-08-10',
      names: words(`meta.com binance.com temu.com shein.com jd.com bilibili.com sogou.com shopee.com
        mercadolibre.com mercadolivre.com.br kakao.com globo.com dzen.ru ozon.ru wildberries.ru avito.ru
        indeed.com uber.com tesla.com garmin.com duolingo.com weather.com accuweather.com espn.com
        fandom.com target.com deepl.com deepseek.com perplexity.ai notion.com atlassian.com
        jetbrains.com grafana.com opera.com nextcloud.com home-assistant.io synology.com mikrotik.com
        netgear.com tp-link.com ubnt.com ui.com asus.com autodesk.com qualtrics.com truecaller.com
        speedtest.net fast.com ieee.org truste.com trustpilot.com tencent.com alipay.com icloud.com.cn
        cloud.microsoft`),
      stillTaken: 'paths',
    },
  ],
};
