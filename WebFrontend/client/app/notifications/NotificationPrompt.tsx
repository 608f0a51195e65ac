import { BellRing, X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../shell/IconButton';
import { declineNotifications, worthAsking } from './permission';

/** Offers notifications unobtrusively; the browser's own prompt appears only after a click. */
export function NotificationPrompt() {
  const [shown, setShown] = useState(worthAsking);
  if (!shown) return null;

  const allow = () => {
    setShown(false);
    void Notification.requestPermission();
  };
  const decline = () => {
    setShown(false);
    declineNotifications();
  };
  return (
    <aside className="prompt" aria-label="Notifications" data-testid="notification-prompt">
      <BellRing size={20} aria-hidden className="prompt__icon" />
      <p className="prompt__words">
        <strong>Don’t miss a call.</strong>{' '}
        <span className="prompt__more">See who is calling even when you are in another window.</span>
      </p>
      <button type="button" className="button button--primary button--small" onClick={allow}>
        Turn on
      </button>
      <IconButton label="Not now" onClick={decline}>
        <X size={18} />
      </IconButton>
    </aside>
  );
}
