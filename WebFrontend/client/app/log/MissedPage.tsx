import { CheckCheck, PhoneMissed } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { useClient, useClientState } from '../client/ClientProvider';
import { EmptyState } from '../shell/EmptyState';
import { PageHeader } from '../shell/PageHeader';
import { useNow } from '../time/useNow';
import { useToasts } from '../toasts/useToasts';
import { CallEntry } from './CallEntry';
import { LoadMore } from './LoadMore';
import { usePaged } from './usePaged';

/** Missed calls; unseen ones stand out. The server keeps what was seen, so every device agrees. */
export function MissedPage() {
  const client = useClient();
  const toasts = useToasts();
  const { me, unseen } = useClientState();
  const now = useNow(60_000);
  const missed = usePaged(
    useCallback(async () => {
      const { items, unseenIds } = await client.api.missed();
      return { items: items.map((call) => ({ call, seen: !unseenIds.includes(call.callId) })) };
    }, [client]),
  );

  const reload = useRef(missed.reload);
  useEffect(() => {
    reload.current = missed.reload;
  });
  const shownFor = useRef(unseen);
  useEffect(() => {
    if (shownFor.current === unseen) return;
    shownFor.current = unseen;
    reload.current();
  }, [unseen]);

  const markSeen = (callId?: string) => {
    client.api.markSeen(callId).then(missed.reload, () => {
      toasts.add({ kind: 'danger', title: 'That could not be saved', text: 'Please try again.' });
    });
  };

  return (
    <>
      <PageHeader title="Missed calls" lead="Calls you could not answer.">
        {missed.items.some(({ seen }) => !seen) && (
          <button type="button" className="button button--quiet" data-testid="mark-all-seen" onClick={() => markSeen()}>
            <CheckCheck size={18} aria-hidden />
            Mark all as seen
          </button>
        )}
      </PageHeader>
      {missed.status === 'ready' && missed.items.length === 0 && (
        <EmptyState icon={PhoneMissed} title="Nothing missed">
          Calls you could not answer will appear here.
        </EmptyState>
      )}
      {me && missed.items.length > 0 && (
        <ul className="list" aria-label="Missed calls">
          {missed.items.map(({ call, seen }) => (
            <CallEntry
              key={call.callId}
              call={call}
              userId={me.id}
              now={now}
              testId="missed-item"
              onSeen={seen ? undefined : () => markSeen(call.callId)}
              seen={seen}
            />
          ))}
        </ul>
      )}
      <LoadMore list={missed} />
    </>
  );
}
