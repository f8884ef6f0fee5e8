import { words, type SharedList } from './shared-list';

/** The customer's own host or the page's URL is the indicator. */
export const hosting: SharedList = {
  name: 'hosting',
  what: 'a service where many customers have their sites, on the same addresses and under the same name',
  providers: [
    {
      of: 'GitHub Pages',
      source:
        'https://docs.github.com/pages/configuring-a-custom-domain-for-your-github-pages-site, api.github.com/meta',
      asOf: '2026-11-29',
      networks: words(`185.199.108.0/22 2606:50c0:8000::/46`),
      names: words(`github.io`),
      stillTaken: 'customers',
    },
    {
      of: 'site builders with documented addresses',
      source:
        'support pages on custom domains: WordPress.com, Squarespace, Shopify, Wix, Vercel, Netlify, Webflow',
      asOf: '2026-11-29',
      networks: words(`192.0.64.0/18 198.185.159.144/31 198.49.23.144/31 23.227.38.0/24 185.230.60.0/22
        76.76.21.0/24 75.2.60.5 99.83.190.102 75.2.70.75`),
      names: words(`wordpress.com squarespace.com myshopify.com wixsite.com wixstudio.com vercel.app now.sh
        netlify.app webflow.io`),
      stillTaken: 'customers',
    },
    {
      of: "Google's front ends",
      source: 'https://www.gstatic.com/ipranges/goog.json without cloud.json',
      asOf: '2026-11-29',
      networks:
        words(`64.233.160.0/19 66.102.0.0/20 66.249.64.0/19 72.14.192.0/18 74.125.0.0/16 108.177.0.0/17
        142.250.0.0/15 172.217.0.0/16 172.253.0.0/16 173.194.0.0/16 192.178.0.0/15 209.85.128.0/17
        216.58.192.0/19 216.239.32.0/19 2001:4860::/32 2404:6800::/32 2607:f8b0::/32 2800:3f0::/32
        2a00:1450::/32 2c0f:fb50::/32`),
      names: words(`web.app firebaseapp.com appspot.com run.app cloudfunctions.net blogspot.com
        googleusercontent.com withgoogle.com`),
      stillTaken: 'customers',
    },
    {
      of: 'platforms for apps and pages',
      source: 'https://publicsuffix.org/list/, documentation of each',
      asOf: '2026-11-29',
      names: words(`gitlab.io pages.dev workers.dev herokuapp.com azurewebsites.net azurestaticapps.net
        cloudapp.net cloudapp.azure.com elasticbeanstalk.com amplifyapp.com onrender.com fly.dev railway.app
        surge.sh glitch.me repl.co replit.app replit.dev codesandbox.io stackblitz.io weebly.com weeblysite.com
        godaddysites.com square.site strikingly.com mystrikingly.com jimdosite.com site123.me webnode.com
        notion.site framer.app carrd.co typeform.com jotform.com hubspotpagebuilder.com tumblr.com
        livejournal.com blogger.com zendesk.com freshdesk.com`),
      stillTaken: 'customers',
    },
    {
      of: 'tunnels and dynamic names',
      source: 'https://publicsuffix.org/list/, documentation of each',
      asOf: '2026-11-29',
      names:
        words(`ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev trycloudflare.com loca.lt serveo.net
        devtunnels.ms portmap.io duckdns.org ddns.net no-ip.org dynu.net hopto.org zapto.org`),
      stillTaken: 'customers',
    },
  ],
};
