import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Button } from '@base-ui/react/button';
import { useState } from 'react';
import { CallError, type Call } from '../../sdk';
import { useClient } from '../client/ClientProvider';
import { useToasts } from '../toasts/useToasts';
import { partiesOf } from './words';

interface EndCallDialogProps {
  call: Call;
  onClose: () => void;
  onEnded: () => void;
}

/** Asks for confirmation before ending other people's call. */
export function EndCallDialog({ call, onClose, onEnded }: EndCallDialogProps) {
  const client = useClient();
  const { add } = useToasts();
  const [ending, setEnding] = useState(false);
  const { caller, callees } = partiesOf(call);

  const end = () => {
    setEnding(true);
    client.api.operations.end(call.callId).then(
      () => {
        add({ kind: 'success', title: 'The call was ended', text: `${caller} and ${callees} were told.` });
        onEnded();
      },
      (error: unknown) => {
        const gone = error instanceof CallError && error.code === 'not_found';
        add({
          kind: 'danger',
          title: gone ? 'There is no such call' : 'The call could not be ended',
          text: gone ? undefined : 'Try again.',
        });
        setEnding(false);
      },
    );
  };

  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="dialog__backdrop" />
        <AlertDialog.Popup className="dialog" data-testid="end-dialog">
          <AlertDialog.Title className="dialog__title">End this call?</AlertDialog.Title>
          <AlertDialog.Description className="dialog__words">
            {call.state === 'connected'
              ? `${caller} and ${callees} are talking. The call ends for both at once, as dropped.`
              : `${caller} is calling ${callees}. The call ends for both at once, as cancelled.`}{' '}
            Your name stays in its ledger.
          </AlertDialog.Description>
          <div className="dialog__actions">
            <AlertDialog.Close className="button button--quiet" data-testid="keep-call">
              Keep it
            </AlertDialog.Close>
            <Button className="button button--danger" data-testid="confirm-end" disabled={ending} focusableWhenDisabled onClick={end}>
              End the call
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
