import { words, type SharedList } from './shared-list';

/** Every machine contacts these by itself, so malware watched in a sandbox seems to contact them, too. */
export const updates: SharedList = {
  name: 'updates',
  what: 'what every machine asks by itself (updates, certificates, connectivity, time)',
  providers: [
    {
      of: 'Windows and Microsoft Defender updates',
      source: 'https://learn.microsoft.com/windows/privacy/manage-windows-11-endpoints',
      asOf: '2026-11-29',
      names: words(`windowsupdate.com update.microsoft.com delivery.mp.microsoft.com download.microsoft.com
        definitionupdates.microsoft.com wdcp.microsoft.com wdcpalt.microsoft.com go.microsoft.com
        officecdn.microsoft.com officecdn.microsoft.com.edgesuite.net settings-win.data.microsoft.com
        v10.events.data.microsoft.com watson.telemetry.microsoft.com`),
    },
    {
      of: 'Apple, Google and Mozilla updates',
      source: 'https://support.apple.com/101555',
      asOf: '2026-11-29',
      names: words(`swcdn.apple.com swscan.apple.com swdist.apple.com swdownload.apple.com mesu.apple.com
        gdmf.apple.com gs.apple.com updates.cdn-apple.com dl.google.com update.googleapis.com
        clients1.google.com clients2.google.com clients3.google.com clients4.google.com
        aus5.mozilla.org download.mozilla.org download-installer.cdn.mozilla.net
        firefox.settings.services.mozilla.com`),
    },
    {
      of: 'Linux distributions',
      source: 'https://www.debian.org/mirror/list',
      asOf: '2026-11-29',
      names: words(`deb.debian.org security.debian.org archive.ubuntu.com security.ubuntu.com
        ports.ubuntu.com esm.ubuntu.com mirrors.fedoraproject.org mirrorlist.centos.org cdn.redhat.com
        dl-cdn.alpinelinux.org`),
    },
    {
      of: 'certificates: revocation lists and OCSP',
      source: 'https://github.com/MISP/misp-warninglists/blob/main/lists/crl-hostname/list.json',
      asOf: '2026-11-29',
      names: words(`ocsp.digicert.com crl3.digicert.com crl4.digicert.com cacerts.digicert.com
        ocsp.globalsign.com ocsp2.globalsign.com crl.globalsign.com ocsp.sectigo.com crl.sectigo.com
        ocsp.comodoca.com crl.comodoca.com ocsp.usertrust.com crl.usertrust.com ocsp.entrust.net
        crl.entrust.net ocsp.godaddy.com crl.godaddy.com ocsp.pki.goog c.pki.goog o.pki.goog i.pki.goog
        lencr.org ocsp.verisign.com crl.verisign.com crl.microsoft.com mscrl.microsoft.com
        oneocsp.microsoft.com ocsp.msocsp.com ocsp.apple.com ocsp2.apple.com crl.apple.com
        ocsp.rootca1.amazontrust.com ocsp.rootg2.amazontrust.com crl.rootca1.amazontrust.com`),
    },
    {
      of: 'tests of connectivity',
      source: 'https://github.com/MISP/misp-warninglists/blob/main/lists/captive-portals/list.json',
      asOf: '2023-01-30',
      names: words(`www.msftconnecttest.com www.msftncsi.com dns.msftncsi.com captive.apple.com
        connectivitycheck.gstatic.com connectivitycheck.android.com detectportal.firefox.com
        android.clients.google.com connectivity-check.ubuntu.com nmcheck.gnome.org`),
    },
    {
      of: 'time',
      source: 'https://www.ntppool.org',
      asOf: '2026-11-29',
      names: words(`pool.ntp.org time.windows.com time.google.com time.apple.com time.cloudflare.com
        time.nist.gov`),
    },
  ],
};
