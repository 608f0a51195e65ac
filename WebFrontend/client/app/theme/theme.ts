import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const key = 'orleansCalls.theme';
const changed = 'orleansCalls.theme';

function system(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}

function systemTheme(): Theme {
  return system().matches ? 'dark' : 'light';
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : systemTheme();
}

/** The theme shown: the user's choice, or else the system's. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme);
}

/** Choosing the system's theme means following the system from then on. */
export function chooseTheme(theme: Theme): void {
  const chosen = theme === systemTheme() ? undefined : theme;
  if (chosen) document.documentElement.dataset['theme'] = chosen;
  else delete document.documentElement.dataset['theme'];
  try {
    if (chosen) localStorage.setItem(key, chosen);
    else localStorage.removeItem(key);
  } catch {
    // Then it lasts for this page only.
  }
  window.dispatchEvent(new Event(changed));
}

function subscribe(listener: () => void): () => void {
  const query = system();
  query.onchange = listener;
  window.addEventListener(changed, listener);
  return () => {
    query.onchange = null;
    window.removeEventListener(changed, listener);
  };
}
