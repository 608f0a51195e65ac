import type { Contact } from '../../sdk';
import { useClientSelector } from '../client/ClientProvider';
import { PersonRow } from './PersonRow';

/** A person whose row alone re-renders when their presence changes. */
export function LivePersonRow({ contact: { user, presence } }: { contact: Contact }) {
  const known = useClientSelector((state) => state.presence.get(user.id));
  return <PersonRow user={user} presence={known ?? presence} />;
}
