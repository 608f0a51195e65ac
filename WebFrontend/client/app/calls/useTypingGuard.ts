import { useCallback, useEffect, useState, type KeyboardEvent } from 'react';

/** How long keys still belong to what was typed when the dialog came up, in milliseconds. */
const graceMs = 800;

/** Keeps a space or an Enter typed into a text field from answering a call that arrives in the same moment. */
export function useTypingGuard(): (event: KeyboardEvent) => void {
  const [typing, setTyping] = useState(() => document.activeElement instanceof HTMLInputElement);

  useEffect(() => {
    const timer = setTimeout(() => setTyping(false), graceMs);
    return () => clearTimeout(timer);
  }, []);

  return useCallback(
    (event) => {
      if (typing && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    },
    [typing],
  );
}
