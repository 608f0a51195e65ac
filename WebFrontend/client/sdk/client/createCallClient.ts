import { claimDeviceId } from '../device/deviceId';
import { browserDevices } from '../media/devices';
import { TonePlayer } from '../sound/player';
import { workerTimers } from '../time/workerTimers';
import { openSignalR } from '../transport/socket';
import { CallClient } from './callClient';
import type { CallClientOptions } from './options';

/** Creates the page's client and ties it to the page's lifecycle. Call `start()` once the user is signed in. */
export async function createCallClient(options: CallClientOptions = {}): Promise<CallClient> {
  const timers = workerTimers();
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('orleansCalls.device');
  const deviceId = options.deviceId ?? (await claimDeviceId({ storage: sessionStorage, channel, timers }));
  const player = new TonePlayer();
  const client = new CallClient(
    { ...options, deviceId },
    {
      timers,
      player,
      devices: browserDevices,
      openSocket: (id) => openSignalR({ baseUrl: options.baseUrl ?? '', deviceId: id, accessToken: options.accessToken }),
      createPeer: (configuration) => new RTCPeerConnection(configuration),
      fetch: (...args) => fetch(...args),
      storage: sessionStorage,
      now: () => Date.now(),
      random: () => Math.random(),
    },
  );

  player.unlockOnGesture(window);
  window.addEventListener('pageshow', () => client.wakeUp());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) client.wakeUp();
  });
  window.addEventListener('online', () => client.networkChanged());
  followNetworkType(() => client.networkChanged());
  return client;
}

/** Notices a switch between Wi-Fi and mobile where the browser says so; other changes show as lost media. */
function followNetworkType(changed: () => void): void {
  const { connection } = navigator as { connection?: EventTarget & { type?: string } };
  let type = connection?.type;
  connection?.addEventListener('change', () => {
    if (connection.type === type) return; // only the speed estimate changed
    type = connection.type;
    changed();
  });
}
