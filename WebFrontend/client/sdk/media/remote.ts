import { sleep, type Timers } from '../time/timers';
import type { RemoteMedia } from './mediaState';
import { PeerLink, type PeerLinkOptions } from './peerLink';
import { qualityOf, totalsOf, type Totals } from './quality';

/** Milliseconds between two looks at the statistics. */
const sampleMs = 2_000;

export interface RemoteOptions extends Omit<PeerLinkOptions, 'onRemote' | 'onStatus'> {
  deviceId: string | null | undefined;
  timers: Timers;
  onChange: () => void;
}

/** One other participant on one device: the link there, and what arrives over it. */
export class Remote {
  readonly deviceId: string | null | undefined;
  readonly link: PeerLink;
  media: RemoteMedia = { link: 'connecting' };
  private closed = false;

  constructor(private readonly options: RemoteOptions) {
    this.deviceId = options.deviceId;
    this.link = new PeerLink({
      ...options,
      onRemote: (stream) => this.update({ stream }),
      onStatus: (link) => this.update({ link }),
    });
    void this.watchQuality();
  }

  close(): void {
    this.closed = true;
    this.link.close();
  }

  private update(change: Partial<RemoteMedia>): void {
    if (this.closed) return;
    this.media = { ...this.media, ...change };
    this.options.onChange();
  }

  private async watchQuality(): Promise<void> {
    let before: Totals | undefined;
    let generation = 0;
    for (;;) {
      await sleep(this.options.timers, sampleMs);
      if (this.closed) return;
      const report = await this.link.connection?.getStats().catch(() => undefined);
      if (!report) continue;
      const now = totalsOf(report.values());
      const sameConnection = generation === this.link.currentGeneration;
      if (before && sameConnection && this.media.link === 'connected') this.update({ quality: qualityOf(now, before) });
      before = now;
      generation = this.link.currentGeneration;
    }
  }
}
