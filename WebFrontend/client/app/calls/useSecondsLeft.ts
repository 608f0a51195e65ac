import { useClientState } from '../client/ClientProvider';
import { useNow } from '../time/useNow';

/** Whole seconds until the server ends the ring; only for show, as the server alone decides. */
export function useSecondsLeft(deadline: string | null | undefined): number | undefined {
  const { clockOffsetMs } = useClientState();
  const now = useNow(250);
  if (!deadline) return undefined;
  return Math.max(0, Math.ceil((Date.parse(deadline) - (now + clockOffsetMs)) / 1000));
}
