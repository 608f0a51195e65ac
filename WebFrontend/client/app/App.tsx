import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { lazy, Suspense } from 'react';
import { useFocusKeeper } from './focus/useFocusKeeper';
import { loadInside } from './loadInside';
import { SignInPage } from './session/SignInPage';
import { useSession } from './session/useSession';
import { Toaster } from './toasts/Toaster';

const Inside = lazy(loadInside);
const splash = <div className="splash" aria-busy="true" />;

/** The page's Content-Security-Policy allows no style elements, so components must not make any. */
export function App() {
  const session = useSession();
  useFocusKeeper();
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={400}>
        <Toaster>
          {session.status === 'checking' && splash}
          {session.status === 'out' && <SignInPage expired={session.expired} onSignIn={session.signIn} />}
          {session.status === 'in' && (
            <Suspense fallback={splash}>
              <Inside onSignOut={session.signOut} />
            </Suspense>
          )}
        </Toaster>
      </Tooltip.Provider>
    </CSPProvider>
  );
}
