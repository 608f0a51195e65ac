import { Check, Phone, PhoneIncoming, PhoneMissed, PhoneOutgoing, Video } from 'lucide-react';
import { isMissedBy, type Call } from '../../sdk';
import { useCallActions } from '../calls/useCallActions';
import { Avatar } from '../people/Avatar';
import { IconButton } from '../shell/IconButton';
import { momentWords } from '../time/format';
import { logWords } from './callWords';

interface CallEntryProps {
  call: Call;
  userId: string;
  now: number;
  testId: string;
  /** A missed call that has not been seen stands out. */
  seen?: boolean;
  /** Absent where the call cannot be marked as seen. */
  onSeen?: (() => void) | undefined;
}

/** One past call: who, which way, how it went and when, with a button to call back. */
export function CallEntry({ call, userId, now, testId, seen = true, onSeen }: CallEntryProps) {
  const { call: callBack, calling } = useCallActions();
  const { peer, placed, unanswered, outcome } = logWords(call, userId);
  const missed = isMissedBy(call, userId);
  const Direction = placed ? PhoneOutgoing : missed ? PhoneMissed : PhoneIncoming;

  return (
    <li
      className={['entry', missed && 'entry--missed', !seen && 'entry--unseen'].filter(Boolean).join(' ')}
      data-testid={testId}
      data-seen={seen}
      data-end-reason={call.endReason ?? ''}
      data-call-id={call.callId}
    >
      <Avatar person={peer} />
      <div className="entry__words">
        <span className="entry__name">
          {peer.displayName} {!seen && <span className="entry__new">new</span>}
        </span>
        <span className="entry__detail">
          <Direction size={14} aria-hidden />
          {unanswered && <span className="visually-hidden">{placed ? 'Outgoing call.' : missed ? 'Missed call.' : 'Incoming call.'}</span>}
          {call.media === 'video' && <Video size={15} aria-label="Video" />}
          <span data-testid="outcome">{outcome}</span>
        </span>
      </div>
      <time className="entry__time" dateTime={call.createdAt}>
        {momentWords(call.createdAt, now)}
      </time>
      <div className="entry__actions">
        {onSeen && (
          <IconButton label="Mark as seen" data-testid="mark-seen" onClick={onSeen}>
            <Check size={18} />
          </IconButton>
        )}
        <IconButton
          label={`Call ${peer.displayName} back`}
          className="icon-button icon-button--call"
          data-testid="call-back"
          disabled={calling}
          onClick={() => callBack(peer, call.media)}
        >
          {call.media === 'video' ? <Video size={19} /> : <Phone size={18} />}
        </IconButton>
      </div>
    </li>
  );
}
