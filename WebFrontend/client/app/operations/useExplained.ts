import { useCallback, useState } from 'react';

const name = 'call';

/** The call being explained; part of the address, so that it can be shared. */
export function useExplained(): [callId: string | undefined, explain: (callId: string | undefined) => void] {
  const [callId, setCallId] = useState(() => new URLSearchParams(location.search).get(name) ?? undefined);
  const explain = useCallback((next: string | undefined) => {
    setCallId(next);
    history.replaceState(history.state, '', next ? `${location.pathname}?${name}=${encodeURIComponent(next)}` : location.pathname);
  }, []);
  return [callId, explain];
}
