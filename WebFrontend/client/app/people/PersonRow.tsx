import { Phone, Video } from 'lucide-react';
import { memo } from 'react';
import type { Presence, User } from '../../sdk';
import { useCallActions } from '../calls/useCallActions';
import { IconButton } from '../shell/IconButton';
import { Avatar } from './Avatar';
import { PresenceLabel } from './PresenceLabel';

interface PersonRowProps {
  user: User;
  presence: Pick<Presence, 'status' | 'lastSeen'>;
}

/** A person, and buttons to call them. */
export const PersonRow = memo(function PersonRow({ user, presence }: PersonRowProps) {
  const { call, calling } = useCallActions();
  const person = { userId: user.id, displayName: user.displayName, avatarUrl: user.avatarUrl };
  return (
    <div className="person" data-testid={`person-${user.username}`}>
      <Avatar person={person} status={presence.status} />
      <div className="person__words">
        <div className="person__name">
          <span className="person__display">{user.displayName}</span>
          {user.role !== 'user' && <span className="tag">{user.role}</span>}
        </div>
        <div className="person__detail">
          <PresenceLabel presence={presence} />
          {user.organisation && <span className="person__organisation">{user.organisation}</span>}
        </div>
      </div>
      <div className="person__actions">
        <IconButton
          label={`Call ${user.displayName}`}
          className="icon-button icon-button--call"
          data-testid="call-audio"
          disabled={calling}
          onClick={() => call(person, 'audio')}
        >
          <Phone size={18} />
        </IconButton>
        <IconButton
          label={`Video call ${user.displayName}`}
          className="icon-button icon-button--call"
          data-testid="call-video"
          disabled={calling}
          onClick={() => call(person, 'video')}
        >
          <Video size={19} />
        </IconButton>
      </div>
    </div>
  );
});
