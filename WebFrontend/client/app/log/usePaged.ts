import { useCallback, useEffect, useRef, useState } from 'react';
import type { Page } from '../../sdk';

export interface Paged<T> {
  items: T[];
  status: 'loading' | 'ready' | 'failed';
  hasMore: boolean;
  loadMore: () => void;
  reload: () => void;
}

/** A list loaded page by page. A new `load` starts over, and the old items stay until the new ones arrive. */
export function usePaged<T>(load: (cursor?: string) => Promise<Page<T>>): Paged<T> {
  const [items, setItems] = useState<T[]>([]);
  const [status, setStatus] = useState<Paged<T>['status']>('loading');
  const [next, setNext] = useState<string | null>();
  const asked = useRef<symbol>(undefined);

  const fetchPage = useCallback(
    (cursor?: string) => {
      const mine = Symbol();
      asked.current = mine;
      setStatus('loading');
      load(cursor).then(
        (page) => {
          if (mine !== asked.current) return; // a newer request has been sent
          setItems((known) => (cursor ? [...known, ...page.items] : page.items));
          setNext(page.next);
          setStatus('ready');
        },
        () => {
          if (mine === asked.current) setStatus('failed');
        },
      );
    },
    [load],
  );

  useEffect(() => {
    fetchPage();
    return () => {
      asked.current = undefined;
    };
  }, [fetchPage]);

  return {
    items,
    status,
    hasMore: Boolean(next),
    loadMore: () => {
      if (next && status !== 'loading') fetchPage(next);
    },
    reload: () => fetchPage(),
  };
}
