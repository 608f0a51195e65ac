import { useCallback, useSyncExternalStore, type MouseEvent } from 'react';

export const routes = ['/', '/channels', '/missed', '/history', '/operations', '/account'] as const;

export type Route = (typeof routes)[number];

const changed = 'orleansCalls.route';

function currentRoute(): Route {
  return routes.find((route) => route === location.pathname) ?? '/';
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(changed, listener);
  };
}

export function navigate(route: Route): void {
  if (route !== location.pathname) history.pushState(null, '', route);
  window.dispatchEvent(new Event(changed));
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}

/** Properties of an `<a>` that stays within the page; a new tab is still a new tab. */
export function useRouteLink(route: Route) {
  const current = useRoute() === route;
  const onClick = useCallback(
    (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      navigate(route);
    },
    [route],
  );
  return { href: route, onClick, 'aria-current': current ? ('page' as const) : undefined };
}
