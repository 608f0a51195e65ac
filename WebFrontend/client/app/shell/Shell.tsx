import { lazy, Suspense, useCallback, useState } from 'react';
import { AccountPage } from '../account/AccountPage';
import { ChannelsPage } from '../channels/ChannelsPage';
import { useClientState, useCurrentCall } from '../client/ClientProvider';
import { HistoryPage } from '../log/HistoryPage';
import { MissedPage } from '../log/MissedPage';
import { NotificationPrompt } from '../notifications/NotificationPrompt';
import { PeoplePage } from '../people/PeoplePage';
import { useCallLayout } from '../calls/callLayout';
import { ElsewhereBar } from '../calls/ElsewhereBar';
import { ConnectionBanner } from './ConnectionBanner';
import { Navigation } from './Navigation';
import { PageTitle } from './PageTitle';
import { useRoute } from './routes';
import { SkipLink, skipTarget } from './SkipLink';

/** Few people see it, so it is loaded when it is first opened. */
const OperationsPage = lazy(() => import('../operations/OperationsPage'));

const pages = {
  '/': PeoplePage,
  '/channels': ChannelsPage,
  '/missed': MissedPage,
  '/history': HistoryPage,
  '/operations': OperationsPage,
  '/account': AccountPage,
};

interface ShellProps {
  onSignOut: () => Promise<void>;
}

export function Shell({ onSignOut }: ShellProps) {
  const { me } = useClientState();
  const wanted = useRoute();
  const route = wanted === '/operations' && me && me.role !== 'admin' ? '/' : wanted;
  const { docked } = useCallLayout();
  const covered = useCurrentCall()?.phase === 'active' && !docked;
  const [leaving, setLeaving] = useState(false);
  const Page = pages[route];

  const signOut = useCallback(() => {
    setLeaving(true);
    void onSignOut();
  }, [onSignOut]);

  return (
    <div className="shell" inert={covered || leaving} aria-busy={!me}>
      <PageTitle />
      <SkipLink />
      <Navigation onSignOut={signOut} />
      <main {...skipTarget} className={route === '/operations' ? 'page page--wide' : 'page'}>
        <ConnectionBanner />
        <ElsewhereBar />
        <NotificationPrompt />
        <Suspense>{(me || route !== '/operations') && <Page key={route} />}</Suspense>
      </main>
    </div>
  );
}
