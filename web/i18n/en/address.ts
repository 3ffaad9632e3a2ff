export const address = {
  title: 'Address',
  lead: 'Where phones, tablets and computers in this network open the school.',
  copy: 'Copy the address',
  qr: 'QR code of {address}',
  secure: 'Scan it, or type the address. Microphone and camera work here.',
  onlyPlain: 'Over plain HTTP browsers give no microphone or camera, except on this computer itself.',
  plain: 'Without HTTPS: {address}. No warning appears there, and browsers give no microphone or camera.',
  alone:
    'Lectern listens to this computer alone, so nobody else can come. Whoever started it sets HOST or BASE_URL.',
  byBaseUrl: 'BASE_URL decides the address: {address}. Links and codes lead there.',
  byProxy:
    'You came through a proxy, and it decides the address and its certificate. Set BASE_URL to hand out one address to everybody.',
  warning: {
    title: 'The first time, a browser warns',
    lead: 'It does not know the certificate of your school yet. Two taps let it through:',
    chrome: 'Chrome and Edge: Advanced, then Proceed.',
    safari: 'Safari: Show Details, then visit this website.',
    firefox: 'Firefox: Advanced, then Accept the Risk and Continue.',
  },
  trust: {
    title: 'Without any warning',
    lead: 'Install the certificate once on each device. It stays good when addresses change, and vouches for this server and for private networks only.',
    download: 'Download the certificate',
    name: 'Listed as',
    fingerprint: 'SHA-256 fingerprint',
    until: 'Good until',
    compare: 'Compare the fingerprint with the one the device shows before you accept it.',
    open: 'Open {address}.',
    ios: {
      name: 'iPhone and iPad',
      open: 'In Safari open {link} and tap Allow. Other browsers there cannot install it.',
      install: 'Settings → General → VPN & Device Management: tap {name}, then Install.',
      trust: 'Settings → General → About → Certificate Trust Settings: switch {name} on.',
    },
    android: {
      name: 'Android phones and tablets',
      open: 'In the browser open {link}. The file lectern.crt is downloaded.',
      install:
        'In Settings search for “CA certificate” (often Security → Encryption & credentials → Install a certificate), confirm, and choose lectern.crt.',
      firefox: 'Firefox for Android knows only its own list: use Chrome, or pass its warning.',
    },
    windows: {
      name: 'Windows',
      check:
        'Download the certificate. In a terminal, certutil -hashfile lectern.crt SHA256 shows the fingerprint.',
      install: 'Open lectern.crt → Install Certificate. The first choice is right: for your own account.',
      store:
        'Place all certificates in the following store → Trusted Root Certification Authorities → Finish. Restart the browser.',
    },
    mac: {
      name: 'Mac',
      open: 'Download and open lectern.crt. Keychain Access asks and adds it.',
      trust: 'In Keychain Access open {name}, compare the fingerprint, and under Trust choose Always Trust.',
      firefox: 'Firefox: Settings → Privacy & Security → View Certificates → Authorities → Import.',
    },
  },
  certificate: {
    title: 'Certificate of this server',
    made: 'Made by Lectern, good until {day}. It is renewed by itself, without a restart, before it ends and when an address changes. It is for:',
    given: 'The one in TLS_CERT, good until {day}. It is read again when its files change. It is for:',
    stale: 'The last try to renew it failed; the one before is still in use. The log says why.',
  },
}
