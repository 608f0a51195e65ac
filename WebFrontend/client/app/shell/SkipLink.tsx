import type { MouseEvent } from 'react';

const id = 'content';

/** What the link leads to. */
export const skipTarget = { id, tabIndex: -1 };

/** Past the navigation, for those who go through the page by keyboard; seen only while it has the focus. */
export function SkipLink() {
  const skip = (event: MouseEvent) => {
    event.preventDefault(); // the address stays as it is
    document.getElementById(id)?.focus();
  };
  return (
    <a className="skip-link" href={`#${id}`} data-testid="skip-link" onClick={skip}>
      Skip to content
    </a>
  );
}
