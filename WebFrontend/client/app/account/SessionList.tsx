import { useRef } from 'react';
import type { OwnSession } from '../../sdk';
import { useNow } from '../time/useNow';
import { SessionRow } from './SessionRow';

interface SessionListProps {
  /** Undefined until loaded. */
  sessions: OwnSession[] | undefined;
  failed: boolean;
  onEnd: (id: string) => Promise<void>;
  onRetry: () => void;
}

/** The user's sessions, this browser first. */
export function SessionList({ sessions, failed, onEnd, onRetry }: SessionListProps) {
  const now = useNow(60_000);
  const title = useRef<HTMLHeadingElement>(null);
  const sorted = sessions && [...sessions].sort((one, other) => Number(other.current) - Number(one.current));

  // The focused button disappears with its row.
  const end = async (id: string) => {
    await onEnd(id);
    title.current?.focus();
  };

  return (
    <section className="section" aria-labelledby="account-sessions">
      <h2 className="section__title" id="account-sessions" ref={title} tabIndex={-1}>
        Where you are signed in
      </h2>
      {failed && (
        <p role="alert">
          Your sessions could not be loaded.{' '}
          <button type="button" className="link" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
      {sorted && (
        <ul className="list" aria-labelledby="account-sessions">
          {sorted.map((session) => (
            <SessionRow key={session.id} session={session} now={now} onEnd={end} />
          ))}
        </ul>
      )}
    </section>
  );
}
