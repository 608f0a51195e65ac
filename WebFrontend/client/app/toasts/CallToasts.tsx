import { useEffect } from 'react';
import { peerOf } from '../../sdk';
import { useCallActions } from '../calls/useCallActions';
import { useClient, useClientEvent, useCurrentCall } from '../client/ClientProvider';
import { endWords } from './endWords';
import { deviceNotice, refusalNotice } from './errorWords';
import { useToasts } from './useToasts';

/** Toasts about what happens to calls, whatever caused it. */
export function CallToasts() {
  const client = useClient();
  const toasts = useToasts();
  const { call: callBack } = useCallActions();

  // Toasts about earlier calls must not cover the next one.
  const callId = useCurrentCall()?.callId;
  const { clear } = toasts;
  useEffect(() => {
    if (callId) clear();
  }, [callId, clear]);

  useClientEvent('ended', ({ call, was }) => {
    const userId = client.state.me?.id ?? '';
    const words = endWords(call, userId, was);
    if (!words) return;
    const action = words.callBack && { label: 'Call back', run: () => callBack(peerOf(call, userId), call.media) };
    // Each missed call keeps its toast; of the rest only the last is news.
    const about = words.kind === 'missed' ? undefined : 'end';
    toasts.add({ ...words, action: action || undefined, about });
  });
  useClientEvent('answeredElsewhere', (call) => {
    const { displayName } = peerOf(call, client.state.me?.id ?? '');
    toasts.add({ kind: 'info', title: 'Answered elsewhere', text: `You took the call from ${displayName} on another device.` });
  });
  useClientEvent('refused', ({ command, error }) => toasts.add(refusalNotice(error, command)));
  useClientEvent('deviceProblem', ({ code }) => toasts.add(deviceNotice(code)));
  return null;
}
