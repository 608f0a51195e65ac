import type { Contact } from '../../sdk';
import { useClientSelector } from '../client/ClientProvider';
import { PersonRow } from './PersonRow';

/** A person whose presence is drawn anew by itself when it changes, and nothing else with it. */
export function LivePersonRow({ contact: { user, presence } }: { contact: Contact }) {
  const known = useClientSelector((state) => state.presence.get(user.id));
  return <PersonRow user={user} presence={known ?? presence} />;
}
