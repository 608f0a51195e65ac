import { Search, Users } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from '../client/ClientProvider';
import { LoadMore } from '../log/LoadMore';
import { EmptyState } from '../shell/EmptyState';
import { PageHeader } from '../shell/PageHeader';
import { useDebounced } from '../time/useDebounced';
import { peopleBookOf } from './peopleBook';
import { PeopleRows } from './PeopleRows';

export function PeoplePage() {
  const client = useClient();
  const book = peopleBookOf(client);
  const [search, setSearch] = useState(book.search);
  const wanted = useDebounced(search.trim(), 200);
  const { items, status, next } = useSyncExternalStore(
    (changed) => book.state.subscribe(changed),
    () => book.state.get(),
  );

  useEffect(() => book.open(wanted), [book, wanted]);
  useEffect(() => {
    // What is known already came from an event and is newer than the list.
    client.learnPresence(items.map((item) => item.presence).filter((presence) => !client.state.presence.has(presence.userId)));
  }, [client, items]);

  const none = status === 'ready' && items.length === 0;
  return (
    <>
      <PageHeader title="People">
        <label className="search">
          <Search size={18} aria-hidden />
          <span className="visually-hidden">Search people</span>
          <input
            type="search"
            placeholder="Search by name, e-mail or organisation"
            data-testid="search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
      </PageHeader>
      {none && (
        <EmptyState icon={Users} title={wanted ? `Nobody found for “${wanted}”` : 'Nobody to call yet'}>
          {wanted ? 'Try another name or organisation.' : 'People you may call will appear here.'}
        </EmptyState>
      )}
      {items.length > 0 && <PeopleRows book={book} items={items} hasMore={Boolean(next)} />}
      <LoadMore list={{ status, hasMore: Boolean(next), loadMore: () => book.more(), reload: () => book.retry() }} />
    </>
  );
}
