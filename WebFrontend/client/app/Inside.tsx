import { CallLayer } from './calls/CallLayer';
import { CallNotifier } from './notifications/CallNotifier';
import { Shell } from './shell/Shell';
import { CallToasts } from './toasts/CallToasts';

/** The app behind the sign-in, which is loaded on its own. */
export default function Inside({ onSignOut }: { onSignOut: () => Promise<void> }) {
  return (
    <>
      <Shell onSignOut={onSignOut} />
      <CallLayer />
      <CallToasts />
      <CallNotifier />
    </>
  );
}
