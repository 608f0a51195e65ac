import { useClientState } from '../client/ClientProvider';
import { useNow } from '../time/useNow';

/** Whole seconds until the ring ends. For display only: the server decides. */
export function useSecondsLeft(deadline: string | null | undefined): number | undefined {
  const { clockOffsetMs } = useClientState();
  const now = useNow(250);
  if (!deadline) return undefined;
  return Math.max(0, Math.ceil((Date.parse(deadline) - (now + clockOffsetMs)) / 1000));
}
