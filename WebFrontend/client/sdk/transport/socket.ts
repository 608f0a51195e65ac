import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { hubPath } from '../contract/hub';
import { TracedProtocol } from '../tracing/tracedProtocol';

/** The part of a SignalR connection in use; each attempt opens a new one. */
export interface Socket {
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke(method: string, ...args: unknown[]): Promise<unknown>;
  on(event: string, handler: (payload: never) => void): void;
  onclose(handler: (error?: Error) => void): void;
}

export interface SocketOptions {
  /** Origin of the server, or empty for the page's own. */
  baseUrl: string;
  deviceId: string;
  /** For pages of another origin; without it the page's cookie authenticates. */
  accessToken?: (() => string | Promise<string>) | undefined;
}

export function openSignalR({ baseUrl, deviceId, accessToken }: SocketOptions): Socket {
  return new HubConnectionBuilder()
    .withUrl(`${baseUrl}${hubPath}?deviceId=${encodeURIComponent(deviceId)}`, {
      // Without negotiation no request depends on an earlier one, so any front-end can serve any attempt.
      skipNegotiation: true,
      transport: HttpTransportType.WebSockets,
      ...(accessToken && { accessTokenFactory: accessToken }),
    })
    .withHubProtocol(new TracedProtocol())
    .configureLogging(LogLevel.None)
    .build();
}
