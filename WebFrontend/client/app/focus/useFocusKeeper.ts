import { useEffect } from 'react';
import { FocusKeeper } from './focusKeeper';

/** Keeps the focus from being lost while the component is mounted. */
export function useFocusKeeper(): void {
  useEffect(() => new FocusKeeper().attach(), []);
}
