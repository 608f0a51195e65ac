import { LoaderCircle } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Paged } from './usePaged';

interface LoadMoreProps {
  list: Pick<Paged<unknown>, 'status' | 'hasMore' | 'loadMore' | 'reload'>;
  /** Loads the next page when the end of the list scrolls into view. */
  automatic?: boolean;
}

/** The end of a paged list: a button for more, a spinner or a retry. */
export function LoadMore({ list, automatic = false }: LoadMoreProps) {
  const end = useRef<HTMLDivElement>(null);
  const loadMore = useRef(list.loadMore);
  useEffect(() => {
    loadMore.current = list.loadMore;
  });
  useEffect(() => {
    if (!automatic || !end.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) loadMore.current();
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [automatic, list.status]);

  return (
    <div ref={end} className="load-more">
      {list.status === 'loading' && <LoaderCircle className="spin" size={20} aria-label="Loading" />}
      {list.status === 'failed' && (
        <p role="alert">
          This could not be loaded.{' '}
          <button type="button" className="link" onClick={list.reload}>
            Try again
          </button>
        </p>
      )}
      {list.status === 'ready' && list.hasMore && (
        <button type="button" className="button button--quiet" data-testid="load-more" onClick={list.loadMore}>
          Load more
        </button>
      )}
    </div>
  );
}
