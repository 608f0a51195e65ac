import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useCallback } from 'react';
import { CallError, type Call, type ExplainedCall } from '../../sdk';
import { useClient } from '../client/ClientProvider';
import { clockWords } from '../time/format';
import { Timeline } from './Timeline';
import { usePolled } from './usePolled';
import { partiesOf } from './words';

interface ExplainDialogProps {
  callId: string;
  everyMs: number;
  onClose: () => void;
}

/** Why a call went the way it did: the call and every command to it, live while the call lasts. */
export function ExplainDialog({ callId, everyMs, onClose }: ExplainDialogProps) {
  const client = useClient();
  const load = useCallback(
    () =>
      client.api.operations.explain(callId).catch((error: unknown): ExplainedCall => {
        if (error instanceof CallError && error.code === 'not_found') return { callId, lines: [] };
        throw error;
      }),
    [client, callId],
  );
  const { value, failed } = usePolled(load, everyMs);
  const call = value?.call;
  const parties = call && partiesOf(call);

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog__backdrop" />
        <Dialog.Popup className="dialog dialog--side" data-testid="explain-dialog" data-call-id={callId}>
          <header className="explain__head">
            <div>
              <Dialog.Title className="dialog__title">{parties ? `${parties.caller} to ${parties.callees}` : 'A call'}</Dialog.Title>
              <Dialog.Description className="explain__id">{callId}</Dialog.Description>
            </div>
            <Dialog.Close className="icon-button" aria-label="Close" data-testid="close-explain">
              <X size={20} aria-hidden />
            </Dialog.Close>
          </header>
          {call && <Summary call={call} />}
          {value && value.lines.length > 0 && <Timeline lines={value.lines} />}
          {value && value.lines.length === 0 && (
            <p className="quiet">
              {call ? 'Its commands are no longer kept.' : 'There is no call with this id, or its commands are no longer kept.'}
            </p>
          )}
          {failed && !value && (
            <p className="quiet" role="alert">
              The server does not answer. Trying again.
            </p>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Summary({ call }: { call: Call }) {
  return (
    <dl className="facts facts--wide" data-testid="explain-summary">
      <Item name="State" value={call.endReason ? `Ended, ${call.endReason}` : call.state} />
      <Item name="Began" value={new Date(call.createdAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })} />
      <Item
        name="Talked"
        value={call.durationSeconds == null ? (call.connectedAt ? 'still' : 'not at all') : clockWords(call.durationSeconds)}
      />
      <Item name="Version" value={call.version} />
      {call.participants.map((person) => (
        <Item
          key={person.userId}
          name={person.displayName}
          value={person.deviceId ? `${person.status} · ${person.deviceId.slice(0, 8)}` : person.status}
        />
      ))}
    </dl>
  );
}

function Item({ name, value }: { name: string; value: string | number }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
