import { LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useClientState } from '../client/ClientProvider';

/** Interruptions shorter than this are not worth mentioning. */
const patienceMs = 1_500;

export function ConnectionBanner() {
  const { connection } = useClientState();
  const away = connection === 'reconnecting' || connection === 'connecting';
  const [shown, setShown] = useState(false);

  useEffect(() => {
    if (!away) return undefined;
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setShown(false);
    };
  }, [away]);

  return (
    <div role="status" data-testid="connection" data-state={connection}>
      {away && shown && (
        <div className="banner">
          <LoaderCircle className="spin" size={16} aria-hidden />
          Connecting to the server. Calls in progress go on.
        </div>
      )}
    </div>
  );
}
