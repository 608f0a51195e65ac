import { JsonHubProtocol, MessageType, type HubMessage } from '@microsoft/signalr';
import { newTraceparent } from './traceparent';

/** SignalR's JSON protocol with a trace context in the headers of every invocation, where the server expects it. */
export class TracedProtocol extends JsonHubProtocol {
  override writeMessage(message: HubMessage): string {
    if (message.type !== MessageType.Invocation) return super.writeMessage(message);
    return super.writeMessage({ ...message, headers: { ...message.headers, traceparent: newTraceparent() } });
  }
}
