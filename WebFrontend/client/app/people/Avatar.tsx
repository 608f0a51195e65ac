import { Avatar as Picture } from '@base-ui/react/avatar';
import type { Person, PresenceStatus } from '../../sdk';
import { hueOf, initialsOf } from './initials';

interface AvatarProps {
  person: Person;
  size?: 's' | 'm' | 'xl';
  /** Adds the presence dot; the words are shown next to it. */
  status?: PresenceStatus;
}

/** A picture, or initials without one. Decorative: the name is always next to it. */
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
