import { AlertDialog } from '@base-ui/react/alert-dialog';
import { LoaderCircle, Phone, PhoneOff, Video } from 'lucide-react';
import { useRef } from 'react';
import type { CallView } from '../../sdk';
import { CallButton } from './CallButton';
import { PulsingAvatar } from './PulsingAvatar';
import { useCallActions } from './useCallActions';
import { useSecondsLeft } from './useSecondsLeft';

/** Rings on top of every page (FEATURES N1). Only Answer, Decline or the server can end it, so it is never dismissed by accident. */
export function IncomingDialog({ view }: { view: CallView }) {
  const { answer, decline } = useCallActions();
  const answerButton = useRef<HTMLButtonElement>(null);
  const secondsLeft = useSecondsLeft(view.call?.ringDeadline);
  const video = view.media === 'video';
  const AnswerIcon = video ? Video : Phone;

  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="ring__backdrop" />
        <AlertDialog.Popup
          className="ring ring--incoming"
          data-testid="incoming-dialog"
          data-call-id={view.callId}
          initialFocus={answerButton}
        >
          <p className="ring__kind">
            <AnswerIcon size={16} aria-hidden />
            Incoming {video ? 'video' : 'audio'} call
          </p>
          <PulsingAvatar person={view.peer} />
          <AlertDialog.Title className="ring__name">{view.peer.displayName}</AlertDialog.Title>
          <AlertDialog.Description className="ring__state">
            {view.answering ? 'Connecting…' : `is calling you${video ? ' with video' : ''}`}
          </AlertDialog.Description>
          <p className="ring__countdown" aria-hidden data-testid="seconds-left">
            {secondsLeft === undefined || view.answering ? '\u00a0' : `${secondsLeft} s left to answer`}
          </p>
          <div className="ring__actions">
            <CallButton tone="red" label="Decline" data-testid="decline" onClick={() => decline(view.callId)}>
              <PhoneOff size={28} />
            </CallButton>
            <CallButton
              ref={answerButton}
              tone="green"
              label="Answer"
              data-testid="answer"
              aria-disabled={view.answering}
              onClick={() => answer(view.callId)}
            >
              {view.answering ? <LoaderCircle className="spin" size={28} /> : <AnswerIcon size={28} />}
            </CallButton>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
