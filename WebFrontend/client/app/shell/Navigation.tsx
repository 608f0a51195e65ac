import { Activity, Hash, History, PhoneMissed, Users, type LucideIcon } from 'lucide-react';
import { useRef } from 'react';
import { useClientState } from '../client/ClientProvider';
import { StatusMenu } from '../status/StatusMenu';
import { ThemeToggle } from '../theme/ThemeToggle';
import { Brand } from './Brand';
import { useRouteLink, type Route } from './routes';

interface NavigationProps {
  onSignOut: () => void;
}

export function Navigation({ onSignOut }: NavigationProps) {
  const { me, unseen } = useClientState();
  const menus = useRef<HTMLDivElement>(null);
  return (
    <header className="nav">
      <div className="nav__head">
        <Brand />
        <ThemeToggle />
      </div>
      <nav className="nav__links" aria-label="Main">
        <NavLink route="/" icon={Users} label="People" testId="nav-people" />
        <NavLink route="/channels" icon={Hash} label="Channels" testId="nav-channels" />
        <NavLink route="/missed" icon={PhoneMissed} label="Missed" testId="nav-missed" count={unseen} />
        <NavLink route="/history" icon={History} label="History" testId="nav-history" />
        {me?.role === 'admin' && <NavLink route="/operations" icon={Activity} label="Operations" testId="nav-operations" />}
      </nav>
      <div className="nav__me" ref={menus}>
        <StatusMenu onSignOut={onSignOut} within={menus} />
      </div>
    </header>
  );
}

interface NavLinkProps {
  route: Route;
  icon: LucideIcon;
  label: string;
  testId: string;
  count?: number;
}

function NavLink({ route, icon: Icon, label, testId, count = 0 }: NavLinkProps) {
  return (
    <a className="nav__link" data-testid={testId} {...useRouteLink(route)}>
      <Icon size={20} aria-hidden />
      <span className="nav__label">{label}</span>{' '}
      {count > 0 && (
        <span className="badge" data-testid="missed-badge">
          <span aria-hidden>{count > 99 ? '99+' : count}</span>
          <span className="visually-hidden">{count} not seen yet</span>
        </span>
      )}
    </a>
  );
}
