const declinedKey = 'orleansCalls.notificationsDeclined';

export function notificationsSupported(): boolean {
  return typeof Notification !== 'undefined' && isSecureContext;
}

/** Whether to offer notifications: not yet granted or denied, and the user has not said "not now". */
export function worthAsking(): boolean {
  return notificationsSupported() && Notification.permission === 'default' && stored() === null;
}

export function declineNotifications(): void {
  try {
    localStorage.setItem(declinedKey, '1');
  } catch {
    // Offered again on the next visit.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(declinedKey);
  } catch {
    return null;
  }
}
