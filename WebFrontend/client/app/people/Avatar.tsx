import { Avatar as Picture } from '@base-ui/react/avatar';
import type { Person, PresenceStatus } from '../../sdk';
import { hueOf, initialsOf } from './initials';

interface AvatarProps {
  person: Person;
  size?: 's' | 'm' | 'xl';
  /** Adds the dot of the person's presence; its words stand beside. */
  status?: PresenceStatus;
}

/** Picture, or initials while there is none. Decoration: the name always stands beside it. */
export function Avatar({ person, size = 'm', status }: AvatarProps) {
  return (
    <span className={`avatar avatar--${size} avatar--hue${hueOf(person.userId)}`} aria-hidden>
      <Picture.Root className="avatar__face">
        {person.avatarUrl && <Picture.Image className="avatar__picture" src={person.avatarUrl} alt="" />}
        <Picture.Fallback>{initialsOf(person.displayName)}</Picture.Fallback>
      </Picture.Root>
      {status && <span className="avatar__dot" data-status={status} />}
    </span>
  );
}
