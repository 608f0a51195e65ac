import { Monitor, Smartphone } from 'lucide-react';
import { useId, useState } from 'react';
import type { OwnSession } from '../../sdk';
import { agoWords, momentWords } from '../time/format';
import { clientWords, isHandheld } from './clientWords';

interface SessionRowProps {
  session: OwnSession;
  now: number;
  onEnd: (id: string) => Promise<void>;
}

export function SessionRow({ session, now, onEnd }: SessionRowProps) {
  const [ending, setEnding] = useState(false);
  const id = useId();
  const Icon = isHandheld(session.userAgent) ? Smartphone : Monitor;

  const end = () => {
    if (ending) return;
    setEnding(true);
    void onEnd(session.id).finally(() => setEnding(false));
  };

  return (
    <li className="entry" data-testid="session" data-current={session.current || undefined}>
      <Icon className="account__icon" size={22} aria-hidden />
      <span className="entry__words">
        <span className="entry__name" id={`${id}-name`}>
          {clientWords(session.userAgent)}{' '}
          {session.current && <span className="entry__new">This one</span>}
        </span>
        <span className="entry__detail" id={`${id}-detail`}>
          {session.current ? 'Used now' : `Used ${agoWords(session.lastUsedAt, now)}`}, signed in {momentWords(session.createdAt, now)}
        </span>
      </span>
      {!session.current && (
        <span className="entry__actions">
          <button
            type="button"
            className="button button--quiet"
            data-testid="end-session"
            aria-disabled={ending}
            aria-describedby={`${id}-name ${id}-detail`}
            onClick={end}
          >
            Sign out
          </button>
        </span>
      )}
    </li>
  );
}
