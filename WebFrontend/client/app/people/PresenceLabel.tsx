import type { Presence } from '../../sdk';
import { useNow } from '../time/useNow';
import { presenceWords } from './presenceWords';

export function PresenceLabel({ presence }: { presence: Pick<Presence, 'status' | 'lastSeen'> }) {
  const now = useNow(30_000);
  return (
    <span className="presence" data-testid="presence" data-status={presence.status}>
      {presenceWords(presence, now)}
    </span>
  );
}
