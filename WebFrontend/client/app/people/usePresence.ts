import { useEffect } from 'react';
import { useClient } from '../client/ClientProvider';

/** Keeps the presence of these people live while the component is mounted. */
export function useWatched(userIds: readonly string[]): void {
  const client = useClient();
  const key = userIds.join(' ');
  useEffect(() => (key ? client.watch(key.split(' ')) : undefined), [client, key]);
}
