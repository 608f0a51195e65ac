import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pageTimers } from '../time/timers';
import { claimDeviceId, type DeviceIdOptions } from './deviceId';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

type Channel = NonNullable<DeviceIdOptions['channel']>;

/** Tabs of one browser. */
class Browser {
  private readonly channels: Channel[] = [];

  async open(storage = new Map<string, string>()) {
    const channel: Channel = {
      onmessage: null,
      postMessage: (data: unknown) => {
        for (const other of this.channels) {
          if (other !== channel) other.onmessage?.call(other as BroadcastChannel, { data } as MessageEvent);
        }
      },
    };
    this.channels.push(channel);
    const claim = claimDeviceId({
      channel,
      timers: pageTimers,
      storage: { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => void storage.set(key, value) },
    });
    await vi.advanceTimersByTimeAsync(200);
    return { id: await claim, storage, close: () => this.channels.splice(this.channels.indexOf(channel), 1) };
  }
}

it('stays the same after a reload', async () => {
  const browser = new Browser();
  const tab = await browser.open();
  tab.close();
  expect((await browser.open(tab.storage)).id).toBe(tab.id);
});

it('differs between tabs', async () => {
  const browser = new Browser();
  expect((await browser.open()).id).not.toBe((await browser.open()).id);
});

it('differs in a duplicated tab, which keeps its own from then on', async () => {
  const browser = new Browser();
  const original = await browser.open();
  const copy = await browser.open(new Map(original.storage));
  expect(copy.id).not.toBe(original.id);
  copy.close();
  expect((await browser.open(copy.storage)).id).toBe(copy.id);
});

it('works without storage and channel', async () => {
  await expect(claimDeviceId({ storage: undefined, channel: undefined, timers: pageTimers })).resolves.toMatch(/^[0-9a-f-]{36}$/);
});
