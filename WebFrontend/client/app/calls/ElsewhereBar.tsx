import { Button } from '@base-ui/react/button';
import { MonitorSmartphone, PhoneOff } from 'lucide-react';
import { callElsewhere, peerOf } from '../../sdk';
import { useClientState } from '../client/ClientProvider';
import { Avatar } from '../people/Avatar';
import { CallTimer } from './CallTimer';
import { useCallActions } from './useCallActions';

/** The user's call on another tab or device: who, how long, and what can be done about it here (FEATURES H3). */
export function ElsewhereBar() {
  const state = useClientState();
  const { join, hangUp } = useCallActions();
  const call = callElsewhere(state);
  if (!call) return null;
  const peer = peerOf(call, state.me?.id ?? '');
  const rings = call.state === 'ringing';

  return (
    <section className="elsewhere" aria-label="Your call on another device" data-testid="elsewhere" data-call-id={call.callId}>
      <Avatar person={peer} />
      <div className="elsewhere__words">
        <p className="elsewhere__name">{rings ? `Calling ${peer.displayName}` : `In a call with ${peer.displayName}`}</p>
        <p className="elsewhere__detail">
          On another tab or device
          {!rings && (
            <>
              {' · '}
              <CallTimer connectedAt={call.connectedAt} />
            </>
          )}
        </p>
      </div>
      <div className="elsewhere__actions">
        <Button
          className="button button--primary"
          data-testid="bring-here"
          focusableWhenDisabled
          disabled={state.intents.get(call.callId) === 'joining'}
          onClick={() => join(call.callId)}
        >
          <MonitorSmartphone size={18} aria-hidden /> Bring here
        </Button>
        <button type="button" className="button button--danger" data-testid="hangup-elsewhere" onClick={() => hangUp(call.callId)}>
          <PhoneOff size={18} aria-hidden /> Hang up
        </button>
      </div>
    </section>
  );
}
