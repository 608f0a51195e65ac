/** Sends values one at a time; of those that arrive meanwhile, only the newest. */
export class Latest<T> {
  private next: { value: T } | undefined;
  private busy = false;

  constructor(private readonly send: (value: T) => Promise<unknown>) {}

  put(value: T): void {
    this.next = { value };
    if (!this.busy) void this.drain();
  }

  private async drain(): Promise<void> {
    this.busy = true;
    while (this.next) {
      const { value } = this.next;
      this.next = undefined;
      await this.send(value).catch(() => undefined);
    }
    this.busy = false;
  }
}
