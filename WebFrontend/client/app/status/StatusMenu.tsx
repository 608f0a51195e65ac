import { Menu } from '@base-ui/react/menu';
import { Check, ChevronsUpDown, LogOut, UserRound } from 'lucide-react';
import type { RefObject } from 'react';
import type { ChosenStatus } from '../../sdk';
import { useClient, useClientState } from '../client/ClientProvider';
import { Avatar } from '../people/Avatar';
import { statusWords } from '../people/presenceWords';
import { useWatched } from '../people/usePresence';
import { useRouteLink } from '../shell/routes';
import { useToasts } from '../toasts/useToasts';

const choices: { status: ChosenStatus; hint: string }[] = [
  { status: 'online', hint: 'Calls ring' },
  { status: 'away', hint: 'Calls ring' },
  { status: 'busy', hint: 'Others see that you are busy' },
  { status: 'dnd', hint: 'Calls do not ring' },
];

interface StatusMenuProps {
  onSignOut: () => void;
  /** Where the menu opens, so that it stays in the landmark of its button. */
  within: RefObject<HTMLElement | null>;
}

/** The user, their status as others see it, and how to change it. */
export function StatusMenu({ onSignOut, within }: StatusMenuProps) {
  const client = useClient();
  const toasts = useToasts();
  const accountLink = useRouteLink('/account');
  const { me, presence } = useClientState();
  useWatched(me ? [me.id] : []);
  if (!me) return <div className="me me--waiting" />;

  const status = presence.get(me.id)?.status ?? 'online';
  const choose = (chosen: ChosenStatus) => {
    client
      .setStatus(chosen)
      .catch(() => toasts.add({ kind: 'danger', title: 'Your status could not be changed', text: 'Please try again.' }));
  };

  return (
    <Menu.Root modal={false} onOpenChangeComplete={(open) => open && exposeGuards(within.current)}>
      <Menu.Trigger className="me" data-testid="my-status" data-status={status}>
        <Avatar person={{ userId: me.id, displayName: me.displayName, avatarUrl: me.avatarUrl }} size="s" status={status} />
        <span className="me__words">
          <span className="me__name">{me.displayName}</span>{' '}
          <span className="me__status">
            <span className="visually-hidden">Your status: </span>
            {statusWords(status)}
          </span>
        </span>
        <ChevronsUpDown size={16} aria-hidden className="me__more" />
      </Menu.Trigger>
      <Menu.Portal container={within}>
        <Menu.Positioner positionMethod="fixed" className="menu-layer" side="top" align="start" sideOffset={8}>
          <Menu.Popup className="menu">
            <Menu.RadioGroup value={status} onValueChange={(value) => choose(value as ChosenStatus)}>
              {choices.map((choice) => (
                <Menu.RadioItem
                  key={choice.status}
                  value={choice.status}
                  className="menu__item"
                  data-testid={`status-${choice.status}`}
                  closeOnClick
                >
                  <span className="dot" data-status={choice.status} aria-hidden />
                  <span className="menu__words">
                    {statusWords(choice.status)}
                    <span className="menu__hint">{choice.hint}</span>
                  </span>
                  <Menu.RadioItemIndicator>
                    <Check size={16} aria-hidden />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="menu__line" />
            <Menu.LinkItem className="menu__item" data-testid="account" closeOnClick {...accountLink}>
              <UserRound size={16} aria-hidden />
              <span className="menu__words">Account</span>
            </Menu.LinkItem>
            <Menu.Item className="menu__item" data-testid="sign-out" onClick={onSignOut}>
              <LogOut size={16} aria-hidden />
              <span className="menu__words">Sign out</span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** The menu's focus guards receive the focus on the way out, and what can be focused must not be hidden from screen readers. */
function exposeGuards(menu: HTMLElement | null): void {
  for (const guard of menu?.querySelectorAll('[data-base-ui-focus-guard]') ?? []) guard.removeAttribute('aria-hidden');
}
