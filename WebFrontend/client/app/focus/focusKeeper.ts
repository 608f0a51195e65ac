const remembered = 20;

/** Elements that trap the focus; toasts are dialogs too but do not. */
const dialogs = ':is([role=dialog], [role=alertdialog]):not([aria-modal=false])';

/** Where the focus goes when its element disappears: somewhere that ignores Enter. */
const places = `li, section, ${dialogs}`;

/**
 * Makes sure the focus is never lost: when its element is removed, hidden or disabled, the focus
 * moves to its surroundings (the row, the dialog), else to where it came from, else to the page's title (FEATURES H6).
 */
export class FocusKeeper {
  private readonly came: HTMLElement[] = [];
  private around: HTMLElement[] = [];
  private last: HTMLElement | undefined;
  private frame = 0;

  /** Keeps the focus of the whole page until the returned function is called. */
  attach(): () => void {
    const listening = new AbortController();
    const { signal } = listening;
    document.addEventListener('focusin', (event) => this.remember(event.target), { signal });
    document.addEventListener('focusout', () => queueMicrotask(() => this.forget()), { signal });
    const changes = new MutationObserver(() => this.look());
    changes.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden', 'inert'] });
    return () => {
      listening.abort();
      changes.disconnect();
      cancelAnimationFrame(this.frame);
    };
  }

  private remember(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement)) return;
    this.last = target;
    this.around = ancestorsOf(target).filter((element) => element.matches(places));
    const at = this.came.indexOf(target);
    if (at >= 0) this.came.splice(at, 1);
    this.came.push(target);
    if (this.came.length > remembered) this.came.shift();
  }

  /** Clicking on empty space gives up the focus; switching to another window does not. */
  private forget(): void {
    if (isNowhere() && document.hasFocus() && this.last && isUsable(this.last)) this.last = undefined;
  }

  private look(): void {
    if (!this.last || isUsable(this.last) || this.frame) return;
    // A frame later, because a dialog that opens or closes moves the focus itself.
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (this.last && !isUsable(this.last) && isNowhere()) this.place();
    });
  }

  private place(): void {
    const dialog = [...document.querySelectorAll<HTMLElement>(dialogs)].findLast(isUsable);
    const candidates = [
      ...this.around,
      ...this.came.toReversed(),
      dialog,
      document.querySelector<HTMLElement>('main h1'),
      document.querySelector<HTMLElement>('main'),
    ];
    const place = candidates.find((element) => element && isUsable(element) && (!dialog || dialog.contains(element)));
    if (!place) return;
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus();
  }
}

function isNowhere(): boolean {
  return document.activeElement === document.body || document.activeElement === null;
}

function isUsable(element: HTMLElement): boolean {
  return (
    element.isConnected &&
    element.closest('[inert], [aria-hidden=true]') === null &&
    !element.matches(':disabled') &&
    element.checkVisibility()
  );
}

function ancestorsOf(element: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let parent = element.parentElement; parent; parent = parent.parentElement) found.push(parent);
  return found;
}
