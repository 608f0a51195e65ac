import { useClientState, useCurrentCall } from '../client/ClientProvider';

/** Shows what is going on to somebody looking at another tab. */
export function PageTitle() {
  const { unseen } = useClientState();
  const current = useCurrentCall();
  return <title>{titleOf(current, unseen)}</title>;
}

function titleOf(current: ReturnType<typeof useCurrentCall>, unseen: number): string {
  if (current?.phase === 'incoming') return `${current.peer.displayName} is calling…`;
  if (current?.phase === 'outgoing') return `Calling ${current.peer.displayName}…`;
  if (current) return `In call with ${current.peer.displayName}`;
  return unseen > 0 ? `(${unseen}) Calls` : 'Calls';
}
