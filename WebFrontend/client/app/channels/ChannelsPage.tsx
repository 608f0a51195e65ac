import { Hash } from 'lucide-react';
import { useCallback } from 'react';
import type { Channel } from '../../sdk';
import { useClient, useClientState } from '../client/ClientProvider';
import { LoadMore } from '../log/LoadMore';
import { usePaged } from '../log/usePaged';
import { PersonRow } from '../people/PersonRow';
import { useWatched } from '../people/usePresence';
import { EmptyState } from '../shell/EmptyState';
import { PageHeader } from '../shell/PageHeader';

/** Until the server has answered. */
const unknown = { status: 'offline' } as const;

export function ChannelsPage() {
  const client = useClient();
  const channels = usePaged(useCallback(() => client.api.channels(), [client]));
  return (
    <>
      <PageHeader title="Channels" lead="The groups you belong to, and who is in them." />
      {channels.status === 'ready' && channels.items.length === 0 && (
        <EmptyState icon={Hash} title="No channels yet">
          Channels you are a member of will appear here.
        </EmptyState>
      )}
      {channels.items.map((channel) => (
        <ChannelSection key={channel.id} channel={channel} />
      ))}
      <LoadMore list={channels} />
    </>
  );
}

function ChannelSection({ channel }: { channel: Channel }) {
  const { me, presence } = useClientState();
  const others = channel.members.filter(({ id }) => id !== me?.id);
  useWatched(others.map(({ id }) => id));

  return (
    <section className="section" data-testid={`channel-${channel.name}`}>
      <h2 className="section__title">
        <Hash size={18} aria-hidden />
        {channel.name}{' '}
        <span className="section__count">
          {channel.members.length} {channel.members.length === 1 ? 'member' : 'members'}
        </span>
      </h2>
      <ul className="list" aria-label={`Members of ${channel.name}`}>
        {others.map((user) => (
          <li key={user.id}>
            <PersonRow user={user} presence={presence.get(user.id) ?? unknown} />
          </li>
        ))}
      </ul>
    </section>
  );
}
