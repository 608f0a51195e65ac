import { sleep, type Timers } from '../time/timers';
import { randomId } from './ids';

const key = 'orleansCalls.device';

/** How long a tab with the same id may take to say so, in milliseconds. */
const objectionMs = 120;

type Message = { type: 'claim' | 'taken'; deviceId: string; claimant: string };

export interface DeviceIdOptions {
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'> | undefined;
  timers: Timers;
}

/**
 * The id of this tab: stable across reloads, different in every other tab. A duplicated tab starts with a copy
 * of the storage, so an id found there is claimed first, and dropped if another tab says it has it.
 */
export async function claimDeviceId({ storage, channel, timers }: DeviceIdOptions): Promise<string> {
  const claimant = randomId();
  const found = storage?.getItem(key);
  let deviceId = found ?? randomId();
  const objections = new Set<string>();

  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.deviceId !== deviceId) return;
      if (data.type === 'taken' && data.claimant === claimant) objections.add(deviceId);
      if (data.type === 'claim' && data.claimant !== claimant) {
        channel.postMessage({ type: 'taken', deviceId, claimant: data.claimant } satisfies Message);
      }
    };
    if (found) {
      channel.postMessage({ type: 'claim', deviceId, claimant } satisfies Message);
      await sleep(timers, objectionMs);
    }
  }

  if (objections.has(deviceId)) deviceId = randomId();
  storage?.setItem(key, deviceId);
  return deviceId;
}
