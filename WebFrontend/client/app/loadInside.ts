const reloadAfterMs = 1_000;

/** Loads the app behind the sign-in. A server updated in the meantime no longer has the file, but has a new page. */
export function loadInside() {
  return import('./Inside').catch(() => {
    setTimeout(() => location.reload(), reloadAfterMs);
    return new Promise<never>(() => undefined);
  });
}
