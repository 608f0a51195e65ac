import { ArrowRight, ListTree, Phone, PhoneOff, Video } from 'lucide-react';
import type { Call, LiveState } from '../../sdk';
import { IconButton } from '../shell/IconButton';
import { clockWords } from '../time/format';
import { Pill } from './Processes';
import { partiesOf, type Health } from './words';

const stateWords: Record<LiveState, { words: string; health: Health | 'calm' }> = {
  ringing: { words: 'Ringing', health: 'calm' },
  connecting: { words: 'Connecting', health: 'warning' },
  connected: { words: 'Connected', health: 'good' },
};

interface LiveCallRowProps {
  call: Call;
  now: number;
  onExplain: (callId: string) => void;
  onEnd: (call: Call) => void;
}

/** One live call: who, its state, how long, and what can be done with it. */
export function LiveCallRow({ call, now, onExplain, onEnd }: LiveCallRowProps) {
  const { caller, callees } = partiesOf(call);
  const { words, health } = stateWords[call.state as LiveState];
  const since = call.connectedAt ?? call.createdAt;
  const between = `${caller} and ${callees}`;
  const Media = call.media === 'video' ? Video : Phone;
  return (
    <li className="live" data-testid="live-call" data-call-id={call.callId} data-state={call.state}>
      <Media className="live__media" size={17} aria-label={call.media === 'video' ? 'Video' : 'Audio'} />
      <span className="live__parties">
        <span className="live__party">{caller}</span> <ArrowRight size={15} aria-label="calls" />{' '}
        <span className="live__party">{callees}</span>
      </span>{' '}
      <Pill health={health}>{words}</Pill>
      <time className="live__time" dateTime={since}>
        {clockWords((now - Date.parse(since)) / 1000)}
      </time>
      <span className="live__actions">
        <IconButton label={`Explain the call of ${between}`} data-testid="explain" onClick={() => onExplain(call.callId)}>
          <ListTree size={18} />
        </IconButton>
        <IconButton
          label={`End the call of ${between}`}
          className="icon-button icon-button--end"
          data-testid="end-call"
          onClick={() => onEnd(call)}
        >
          <PhoneOff size={18} />
        </IconButton>
      </span>
    </li>
  );
}
