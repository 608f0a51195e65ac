import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { CallLayer } from './calls/CallLayer';
import { useFocusKeeper } from './focus/useFocusKeeper';
import { CallNotifier } from './notifications/CallNotifier';
import { SignInPage } from './session/SignInPage';
import { useSession } from './session/useSession';
import { Shell } from './shell/Shell';
import { CallToasts } from './toasts/CallToasts';
import { Toaster } from './toasts/Toaster';

/** The page's Content-Security-Policy allows no style elements, so components must not make any. */
export function App() {
  const session = useSession();
  useFocusKeeper();
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={400}>
        <Toaster>
          {session.status === 'checking' && <div className="splash" aria-busy="true" />}
          {session.status === 'out' && <SignInPage expired={session.expired} onSignIn={session.signIn} />}
          {session.status === 'in' && (
            <>
              <Shell onSignOut={session.signOut} />
              <CallLayer />
              <CallToasts />
              <CallNotifier />
            </>
          )}
        </Toaster>
      </Tooltip.Provider>
    </CSPProvider>
  );
}
