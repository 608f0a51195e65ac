import { describe, expect, it } from 'vitest';
import { qualityOf, totalsOf, type Totals } from './quality';

const calm: Totals = {
  bytesSent: 0,
  bytesReceived: 0,
  audioBytesReceived: 0,
  framesDecoded: 0,
  packetsReceived: 1000,
  packetsLost: 0,
  roundTripMs: 30,
  jitterMs: 5,
  remoteLoss: 0,
};
const before = { ...calm, packetsReceived: 900 };

describe('qualityOf', () => {
  it.each<[string, Partial<Totals>, number]>([
    ['calm', {}, 4],
    ['nothing arrives', { packetsReceived: 900 }, 0],
    ['a few packets lost', { packetsLost: 4 }, 3],
    ['the other side loses many', { remoteLoss: 0.1 }, 2],
    ['half is lost', { packetsLost: 100 }, 1],
    ['far away', { roundTripMs: 300 }, 3],
    ['unsteady', { jitterMs: 200 }, 1],
  ])('%s', (_, change, bars) => {
    expect(qualityOf({ ...calm, ...change }, before)).toBe(bars);
  });
});

it('totalsOf adds up a report', () => {
  const totals = totalsOf([
    { type: 'inbound-rtp', kind: 'audio', bytesReceived: 100, packetsReceived: 10, packetsLost: 1, jitter: 0.01 },
    { type: 'inbound-rtp', kind: 'video', bytesReceived: 900, packetsReceived: 30, packetsLost: -2, framesDecoded: 25 },
    { type: 'outbound-rtp', kind: 'audio', bytesSent: 80 },
    { type: 'remote-inbound-rtp', fractionLost: 0.02 },
    { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.05 },
    { type: 'candidate-pair', nominated: false, state: 'failed', currentRoundTripTime: 9 },
  ]);
  expect(totals).toEqual({
    bytesSent: 80,
    bytesReceived: 1000,
    audioBytesReceived: 100,
    framesDecoded: 25,
    packetsReceived: 40,
    packetsLost: 1,
    roundTripMs: 50,
    jitterMs: 10,
    remoteLoss: 0.02,
  });
});
