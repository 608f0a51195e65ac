/** 0 (nothing arrives) to 4 (excellent). */
export type Quality = 0 | 1 | 2 | 3 | 4;

/** Running totals of one `getStats` report. */
export interface Totals {
  bytesSent: number;
  bytesReceived: number;
  audioBytesReceived: number;
  framesDecoded: number;
  packetsReceived: number;
  packetsLost: number;
  /** Round trip in milliseconds, when known. */
  roundTripMs?: number;
  /** Jitter of the sound in milliseconds. */
  jitterMs: number;
  /** Share of our packets the other side reports as lost, 0 to 1. */
  remoteLoss: number;
}

interface Entry {
  type: string;
  kind?: string;
  bytesSent?: number;
  bytesReceived?: number;
  framesDecoded?: number;
  packetsReceived?: number;
  packetsLost?: number;
  jitter?: number;
  fractionLost?: number;
  nominated?: boolean;
  state?: string;
  currentRoundTripTime?: number;
}

export function totalsOf(report: Iterable<unknown>): Totals {
  const totals: Totals = {
    bytesSent: 0,
    bytesReceived: 0,
    audioBytesReceived: 0,
    framesDecoded: 0,
    packetsReceived: 0,
    packetsLost: 0,
    jitterMs: 0,
    remoteLoss: 0,
  };
  for (const entry of report as Iterable<Entry>) {
    if (entry.type === 'inbound-rtp') {
      totals.bytesReceived += entry.bytesReceived ?? 0;
      totals.packetsReceived += entry.packetsReceived ?? 0;
      totals.packetsLost += Math.max(0, entry.packetsLost ?? 0);
      totals.framesDecoded += entry.framesDecoded ?? 0;
      if (entry.kind === 'audio') {
        totals.audioBytesReceived += entry.bytesReceived ?? 0;
        totals.jitterMs = Math.max(totals.jitterMs, (entry.jitter ?? 0) * 1000);
      }
    } else if (entry.type === 'outbound-rtp') {
      totals.bytesSent += entry.bytesSent ?? 0;
    } else if (entry.type === 'remote-inbound-rtp') {
      totals.remoteLoss = Math.max(totals.remoteLoss, entry.fractionLost ?? 0);
    } else if (entry.type === 'candidate-pair' && entry.nominated && entry.state === 'succeeded') {
      if (entry.currentRoundTripTime !== undefined) totals.roundTripMs = entry.currentRoundTripTime * 1000;
    }
  }
  return totals;
}

/** Rates the time between two reports by the worse of both directions. */
export function qualityOf(now: Totals, before: Totals): Quality {
  const received = now.packetsReceived - before.packetsReceived;
  if (received <= 0) return 0;

  const lost = Math.max(0, now.packetsLost - before.packetsLost);
  const loss = Math.max(lost / (received + lost), now.remoteLoss);
  const roundTrip = now.roundTripMs ?? 0;
  if (loss > 0.15 || roundTrip > 800 || now.jitterMs > 150) return 1;
  if (loss > 0.06 || roundTrip > 450 || now.jitterMs > 80) return 2;
  if (loss > 0.02 || roundTrip > 250 || now.jitterMs > 40) return 3;
  return 4;
}
