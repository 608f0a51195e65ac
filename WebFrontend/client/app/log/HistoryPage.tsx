import { History } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { HistoryFilter } from '../../sdk';
import { useClient, useClientEvent, useClientState } from '../client/ClientProvider';
import { EmptyState } from '../shell/EmptyState';
import { PageHeader } from '../shell/PageHeader';
import { useNow } from '../time/useNow';
import { CallEntry } from './CallEntry';
import { HistoryFilterBar } from './HistoryFilterBar';
import { LoadMore } from './LoadMore';
import { usePaged } from './usePaged';

export function HistoryPage() {
  const client = useClient();
  const { me } = useClientState();
  const now = useNow(60_000);
  const [filter, setFilter] = useState<HistoryFilter>('all');
  const calls = usePaged(useCallback((cursor?: string) => client.api.history(cursor, filter), [client, filter]));
  useClientEvent('ended', calls.reload);

  return (
    <>
      <PageHeader title="History" lead="Every call you placed or received.">
        <HistoryFilterBar value={filter} onChange={setFilter} />
      </PageHeader>
      {calls.status === 'ready' && calls.items.length === 0 && (
        <EmptyState icon={History} title={filter === 'all' ? 'No calls yet' : 'No calls of this kind'}>
          {filter === 'all' ? 'Your calls will appear here.' : 'Choose another kind above to see more.'}
        </EmptyState>
      )}
      {me && calls.items.length > 0 && (
        <ul className="list" aria-label="Calls">
          {calls.items.map((call) => (
            <CallEntry key={call.callId} call={call} userId={me.id} now={now} testId="history-item" />
          ))}
        </ul>
      )}
      <LoadMore list={calls} />
    </>
  );
}
