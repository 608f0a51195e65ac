/** Timers that keep going in a hidden tab, where browsers slow the page's own to one a minute. */
const running = new Map<number, ReturnType<typeof setTimeout>>();

self.onmessage = ({ data }: MessageEvent<{ id: number; ms?: number }>) => {
  const { id, ms } = data;
  if (ms === undefined) {
    clearTimeout(running.get(id));
    running.delete(id);
    return;
  }

  running.set(
    id,
    setTimeout(() => {
      running.delete(id);
      self.postMessage(id);
    }, ms),
  );
};
