import type { MouseEvent } from 'react';

const id = 'content';

/** The link's target. */
export const skipTarget = { id, tabIndex: -1 };

/** Skips the navigation for keyboard users; visible only while it has the focus. */
export function SkipLink() {
  const skip = (event: MouseEvent) => {
    event.preventDefault(); // keep the address
    document.getElementById(id)?.focus();
  };
  return (
    <a className="skip-link" href={`#${id}`} data-testid="skip-link" onClick={skip}>
      Skip to content
    </a>
  );
}
