// Wakes for what the instance pushes, while none of its pages is open. It caches nothing and answers no requests.

const words = {
  en: {
    message: 'New message',
    forward: 'Forwarded message',
    test: 'This browser hears from you.',
    open: 'Hearth',
  },
  de: {
    message: 'Neue Nachricht',
    forward: 'Weitergeleitete Nachricht',
    test: 'Dieser Browser ist erreichbar.',
    open: 'Hearth',
  },
};
const said = words[self.navigator.language.startsWith('de') ? 'de' : 'en'];

/**
 * The address on this instance that a notice may open: anything else is its start page.
 * @param {unknown} address
 */
function ownAddress(address) {
  const home = new URL('/', self.location.origin);
  if (typeof address !== 'string' || !address.startsWith('/') || !URL.canParse(address, home))
    return home.href;
  const url = new URL(address, home);
  return url.origin === home.origin ? url.href : home.href;
}

/** @param {{ json: () => unknown } | null} data */
function read(data) {
  try {
    const notice = data?.json();
    return typeof notice === 'object' && notice !== null ? notice : {};
  } catch {
    return {};
  }
}

/** @param {unknown} text @param {number} most */
const short = (text, most) => (typeof text === 'string' ? text.slice(0, most) : '');

self.addEventListener('push', (event) => {
  const notice = read(event.data);
  const title = short(notice.title, 120) || (notice.kind === 'test' ? said.open : said.message);
  event.waitUntil(
    self.registration.showNotification(title, {
      // A message that says nothing itself brings what somebody else said.
      body: notice.kind === 'test' ? said.test : notice.text === '' ? said.forward : short(notice.text, 300),
      tag: short(notice.tag, 64) || 'hearth',
      icon: '/icon-192.png',
      badge: '/icon-192.png',
      data: { address: ownAddress(notice.address) },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const address = ownAddress(
    new URL(event.notification.data?.address ?? '/', self.location.origin).href.replace(
      self.location.origin,
      '',
    ),
  );
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(async (windows) => {
      const open = windows.find(({ url }) => new URL(url).origin === self.location.origin);
      if (!open) return self.clients.openWindow(address);
      await open.focus();
      return 'navigate' in open
        ? open.navigate(address).catch(() => self.clients.openWindow(address))
        : undefined;
    }),
  );
});

// It does without the network: a new version may take over at once.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
