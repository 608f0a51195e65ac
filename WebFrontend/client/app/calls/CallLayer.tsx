import { useCurrentCall } from '../client/ClientProvider';
import { useInputGuard } from '../input/useInputGuard';
import { ActiveCall } from './ActiveCall';
import { IncomingDialog } from './IncomingDialog';
import { OutgoingDialog } from './OutgoingDialog';

/** The current call, on top of every page. */
export function CallLayer() {
  const view = useCurrentCall();
  useInputGuard(view ? `${view.phase} ${view.callId}` : '');
  if (!view) return null;
  switch (view.phase) {
    case 'incoming':
      return <IncomingDialog key={view.callId} view={view} />;
    case 'outgoing':
      return <OutgoingDialog view={view} />;
    case 'active':
      return view.call ? <ActiveCall key={view.callId} view={view} call={view.call} /> : null;
  }
}
