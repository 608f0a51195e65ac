import { Search, Users } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useClient, useClientState } from '../client/ClientProvider';
import { LoadMore } from '../log/LoadMore';
import { usePaged } from '../log/usePaged';
import { EmptyState } from '../shell/EmptyState';
import { PageHeader } from '../shell/PageHeader';
import { useDebounced } from '../time/useDebounced';
import { PersonRow } from './PersonRow';
import { useWatched } from './usePresence';

export function PeoplePage() {
  const client = useClient();
  const { presence } = useClientState();
  const [search, setSearch] = useState('');
  const wanted = useDebounced(search.trim(), 200);
  const people = usePaged(useCallback((cursor?: string) => client.api.users(wanted, cursor), [client, wanted]));
  const { items } = people;

  useEffect(() => {
    // What is known already came by an event and is newer than the list.
    client.learnPresence(items.map((item) => item.presence).filter(({ userId }) => !client.state.presence.has(userId)));
  }, [client, items]);
  useWatched(items.map(({ user }) => user.id));

  const none = people.status === 'ready' && items.length === 0;
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
      {items.length > 0 && (
        <ul className="list" aria-label="People">
          {items.map((item) => (
            <PersonRow key={item.user.id} user={item.user} presence={presence.get(item.user.id) ?? item.presence} />
          ))}
        </ul>
      )}
      <LoadMore list={people} automatic />
    </>
  );
}
