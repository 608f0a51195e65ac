import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type FocusEvent } from 'react';
import type { Contact } from '../../sdk';
import { useDebounced } from '../time/useDebounced';
import { LivePersonRow } from './LivePersonRow';
import type { PeopleBook } from './peopleBook';
import { useWatched } from './usePresence';

/** Height of a row before it is measured, in pixels. */
const rowHeight = 69;

/** Rows rendered beyond each edge of the screen, so that they are there when scrolled to. */
const margin = 8;

/** The next page is loaded when this many rows are left below. */
const nearEnd = 30;

/** How long a row must be on the screen before its presence is requested, in milliseconds, so that scrolling past costs nothing. */
const settleMs = 150;

interface PeopleRowsProps {
  book: PeopleBook;
  items: readonly Contact[];
  hasMore: boolean;
}

/** Renders only the rows on the screen, however many there are. */
export function PeopleRows({ book, items, hasMore }: PeopleRowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const [focused, setFocused] = useState<number>();
  // The focused row stays, so that scrolling does not lose the focus.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      return focused === undefined || shown.includes(focused) ? shown : [...shown, focused].sort((a, b) => a - b);
    },
    [focused],
  );
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: margin,
    scrollMargin: top,
    initialOffset: book.scrollY,
    getItemKey: (index) => items[index]?.user.id ?? index,
    rangeExtractor,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;

  useLayoutEffect(() => {
    const measure = () => setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    // Banners above come and go.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    window.scrollTo(0, book.scrollY);
    const remember = () => (book.scrollY = window.scrollY);
    window.addEventListener('scroll', remember, { passive: true });
    return () => window.removeEventListener('scroll', remember);
  }, [book]);
  useEffect(() => {
    if (hasMore && last >= items.length - nearEnd) book.more();
  }, [book, hasMore, last, items.length]);

  const onScreen = shown.map(({ key }) => String(key)).join(' ');
  useWatched(useDebounced(onScreen, settleMs).split(' ').filter(Boolean));

  const handleFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const row = target.closest<HTMLElement>('[data-index]');
    setFocused(row ? Number(row.dataset.index) : undefined);
  };

  return (
    <ul
      ref={list}
      className="list people"
      aria-label="People"
      style={{ height: rows.getTotalSize() }}
      onFocus={handleFocus}
      onBlur={() => setFocused(undefined)}
    >
      {shown.map(({ index, key, start }) => {
        const contact = items[index];
        return (
          contact && (
            <li
              key={key}
              ref={rows.measureElement}
              className="people__row"
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={hasMore ? -1 : items.length}
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <LivePersonRow contact={contact} />
            </li>
          )
        );
      })}
    </ul>
  );
}
