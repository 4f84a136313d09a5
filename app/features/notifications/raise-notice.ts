/** Shows a notice of the browser, where that is allowed; who presses it comes to `address`. One at a time for each `tag`. */
export function raiseNotice(
  { title, body, tag, address }: { title: string; body: string; tag: string; address: string },
  navigate: (address: string) => void,
): void {
  if (!mayNotify()) return;
  try {
    const notice = new Notification(title, { body, tag, icon: '/icon-192.png' });
    notice.addEventListener('click', () => {
      notice.close();
      window.focus();
      navigate(address);
    });
  } catch {
    // Phones show notices from a worker alone: Web Push does that.
  }
}

export const mayNotify = (): boolean => 'Notification' in window && Notification.permission === 'granted';
