/** For this long after the screen changed by itself, keys are taken as meant for the previous screen, in milliseconds. */
const keysMs = 1_000;

/** Somebody still typing has not looked up yet: keys are dropped until there has been this much quiet, in milliseconds. */
const pauseMs = 500;

/** For this long, clicks are taken as aimed at the previous screen, in milliseconds; longer than a double click. */
const pointerMs = 400;

/**
 * Ignores input that was meant for something else: a key held down, a key pressed before the focus
 * moved, and keys and clicks that arrive just as a call changes the screen (FEATURES H6).
 */
export class InputGuard {
  private readonly down = new Map<string, EventTarget | null>();
  private settledAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Guards the whole page until the returned function is called. */
  attach(): () => void {
    const listening = new AbortController();
    // Captured on the window, before everything else, so that no component needs to think of it.
    const options = { capture: true, signal: listening.signal };
    window.addEventListener('keydown', (event) => this.press(event), options);
    window.addEventListener('keyup', (event) => this.release(event), options);
    window.addEventListener('blur', () => this.down.clear(), { signal: listening.signal });
    return () => {
      listening.abort();
      clearTimeout(this.timer);
      this.takePointer();
      this.settledAt = 0;
    };
  }

  /** The screen has just changed under the user's hands. */
  settle(): void {
    this.settledAt = performance.now() + keysMs;
    document.documentElement.dataset['settling'] = '';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.takePointer(), pointerMs);
  }

  private takePointer(): void {
    delete document.documentElement.dataset['settling'];
  }

  private press(event: KeyboardEvent): void {
    if (event.repeat) {
      if (activates(event)) drop(event);
      return;
    }
    this.down.set(event.code, event.target);
    const now = performance.now();
    if (now >= this.settledAt || passes(event)) return;
    this.settledAt = Math.max(this.settledAt, now + pauseMs);
    this.down.set(event.code, null); // some browsers press a button on releasing the space bar
    drop(event);
  }

  private release(event: KeyboardEvent): void {
    const began = this.down.get(event.code);
    this.down.delete(event.code);
    if (began !== event.target && activates(event)) drop(event);
  }
}

function drop(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Whether the key would press a button, follow a link or submit a form rather than type something. */
function activates({ key, target }: KeyboardEvent): boolean {
  if (key === 'Enter') return !isMultiline(target);
  return key === ' ' && !isText(target);
}

/** Moving the focus, browser shortcuts and typing are harmless. */
function passes(event: KeyboardEvent): boolean {
  return event.key === 'Tab' || event.key === 'Shift' || event.ctrlKey || event.metaKey || event.altKey || isText(event.target);
}

function isText(target: EventTarget | null): boolean {
  const written = 'input:not([type=button], [type=submit], [type=reset], [type=checkbox], [type=radio])';
  return isMultiline(target) || (target instanceof Element && target.matches(written));
}

function isMultiline(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('textarea') || target.isContentEditable);
}
