import { useCallback, useEffect, useRef, useState } from 'react';

export interface Polled<T> {
  /** The last answer, kept while the next request is pending or has failed. */
  value: T | undefined;
  /** The last attempt failed. */
  failed: boolean;
  /** Polls now. */
  refresh: () => void;
}

/** Polls one request at a time, and not while the page is hidden. A new `load` polls at once. */
export function usePolled<T>(load: () => Promise<T>, everyMs: number): Polled<T> {
  const [state, setState] = useState<{ value: T | undefined; failed: boolean }>({ value: undefined, failed: false });
  const ask = useRef<() => void>(undefined);

  useEffect(() => {
    let over = false;
    let asking = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const next = () => {
      clearTimeout(timer);
      if (asking || over || document.hidden) return;
      asking = true;
      load()
        .then(
          (value) => {
            if (!over) setState({ value, failed: false });
          },
          () => {
            if (!over) setState(({ value }) => ({ value, failed: true }));
          },
        )
        .finally(() => {
          asking = false;
          if (!over) timer = setTimeout(next, everyMs);
        });
    };

    ask.current = next;
    next();
    document.addEventListener('visibilitychange', next);
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', next);
    };
  }, [load, everyMs]);

  return { ...state, refresh: useCallback(() => ask.current?.(), []) };
}
