import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { InputGuard } from './inputGuard';

/** Guards keys and clicks around every change of `screen`; `''` is the page itself. */
export function useInputGuard(screen: string): void {
  const [guard] = useState(() => new InputGuard());
  const shown = useRef('');

  useEffect(() => guard.attach(), [guard]);
  useLayoutEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    guard.settle();
  }, [guard, screen]);
}
