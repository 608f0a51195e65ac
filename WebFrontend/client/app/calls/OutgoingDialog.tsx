import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Phone, PhoneOff, Video } from 'lucide-react';
import { useRef } from 'react';
import type { CallView } from '../../sdk';
import { useMediaState } from '../client/ClientProvider';
import { CallButton } from './CallButton';
import { PulsingAvatar } from './PulsingAvatar';
import { StreamVideo } from './StreamVideo';
import { useCallActions } from './useCallActions';

export function OutgoingDialog({ view }: { view: CallView }) {
  const { hangUp } = useCallActions();
  const { local } = useMediaState();
  const cancelButton = useRef<HTMLButtonElement>(null);
  const video = view.media === 'video';
  const Icon = video ? Video : Phone;
  const picture = video && local && local.getVideoTracks().length > 0;

  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="ring__backdrop" />
        <AlertDialog.Popup
          className="ring ring--outgoing"
          data-testid="outgoing-dialog"
          data-call-id={view.callId}
          data-state={view.call ? 'ringing' : 'calling'}
          initialFocus={cancelButton}
        >
          {picture && <StreamVideo className="ring__preview" stream={local} mirrored muted />}
          <p className="ring__kind">
            <Icon size={16} aria-hidden />
            {video ? 'Video call' : 'Audio call'}
          </p>
          <PulsingAvatar person={view.peer} />
          <AlertDialog.Title className="ring__name">{view.peer.displayName}</AlertDialog.Title>
          <AlertDialog.Description className="ring__state" aria-live="polite">
            {view.call ? 'Ringing…' : 'Calling…'}
          </AlertDialog.Description>
          <div className="ring__actions">
            <CallButton ref={cancelButton} tone="red" label="Cancel" data-testid="cancel" onClick={() => hangUp(view.callId)}>
              <PhoneOff size={28} />
            </CallButton>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
