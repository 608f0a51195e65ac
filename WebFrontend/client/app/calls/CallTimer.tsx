import { useClientState } from '../client/ClientProvider';
import { clockWords } from '../time/format';
import { useNow } from '../time/useNow';

/** Counts from the server's `connectedAt` by the server's clock, so that both sides show the same (FEATURES C15). */
export function CallTimer({ connectedAt }: { connectedAt: string | null | undefined }) {
  const { clockOffsetMs } = useClientState();
  const now = useNow(250);
  const seconds = connectedAt ? (now + clockOffsetMs - Date.parse(connectedAt)) / 1000 : undefined;
  return (
    <span className="call__timer" data-testid="timer" role="timer" aria-live="off">
      {seconds === undefined ? 'Connecting…' : clockWords(seconds)}
    </span>
  );
}
