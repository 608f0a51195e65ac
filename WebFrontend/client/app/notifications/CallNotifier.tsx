import { useEffect, useRef } from 'react';
import { useCallActions } from '../calls/useCallActions';
import { useCurrentCall } from '../client/ClientProvider';
import { notificationsSupported } from './permission';

/** Shows a browser notification while a call rings and the page is not in focus; a click answers (FEATURES N3). */
export function CallNotifier() {
  const current = useCurrentCall();
  const { answer } = useCallActions();
  const ringing = current?.phase === 'incoming' && !current.answering ? current : undefined;
  const shown = useRef(ringing);
  useEffect(() => {
    shown.current = ringing;
  });

  const callId = ringing?.callId;
  useEffect(() => {
    const view = shown.current;
    if (!callId || !view || !notificationsSupported() || Notification.permission !== 'granted' || document.hasFocus()) return undefined;

    const notification = show(view.peer.displayName, view.media === 'video', callId);
    if (!notification) return undefined;
    notification.onclick = () => {
      window.focus();
      notification.close();
      answer(callId);
    };
    return () => notification.close();
  }, [callId, answer]);
  return null;
}

function show(name: string, video: boolean, tag: string): Notification | undefined {
  try {
    return new Notification(`${name} is calling`, {
      body: `${video ? 'Video call' : 'Audio call'} · click to answer`,
      icon: '/app/favicon.svg',
      requireInteraction: true,
      tag, // one for all tabs of the browser
    });
  } catch {
    return undefined; // browsers on Android allow it to service workers only
  }
}
