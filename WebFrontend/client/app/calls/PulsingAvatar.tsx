import type { Person } from '../../sdk';
import { Avatar } from '../people/Avatar';

export function PulsingAvatar({ person }: { person: Person }) {
  return (
    <div className="pulse">
      <span className="pulse__wave" aria-hidden />
      <span className="pulse__wave" aria-hidden />
      <span className="pulse__wave" aria-hidden />
      <Avatar person={person} size="xl" />
    </div>
  );
}
