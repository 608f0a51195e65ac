import type { Call, Channel, Contact, HistoryFilter, Page, Presence, Signal, User } from '../contract/model';
import { AccountApi } from './accountApi';
import { hasSessionCookie, Http, type HttpOptions } from './http';
import { OperationsApi } from './operationsApi';

export interface MissedCalls {
  /** The latest missed calls, seen ones included, newest first. */
  items: Call[];
  unseen: number;
  /** Which of `items` have not been seen. */
  unseenIds: string[];
}

/**
 * Queries over HTTP. Every method throws `CallError`; none of them retries.
 */
export class Api {
  private readonly http: Http;

  /** The user's password and sessions. */
  readonly account: AccountApi;

  /** For administrators. */
  readonly operations: OperationsApi;

  constructor(options: HttpOptions) {
    this.http = new Http(options);
    this.account = new AccountApi(this.http);
    this.operations = new OperationsApi(this.http);
  }

  login(username: string, password: string): Promise<{ user: User }> {
    return this.http.post('/api/auth/login', { username, password });
  }

  logout(): Promise<void> {
    return this.http.post('/api/auth/logout');
  }

  /** False when there is no session cookie, so that there is no need to call `me`. */
  mayBeSignedIn(): boolean {
    return hasSessionCookie();
  }

  me(): Promise<User> {
    return this.http.get('/api/me');
  }

  /** People the user may call. `search` matches words of name, e-mail and organisation; `limit` is the page size, at most 100. */
  users(search?: string, cursor?: string, limit?: number): Promise<Page<Contact>> {
    return this.http.get('/api/users', { search, cursor, limit });
  }

  /** The user's channels with their members. */
  channels(): Promise<Page<Channel>> {
    return this.http.get('/api/channels');
  }

  presence(userId: string): Promise<Presence> {
    return this.http.get(`/api/status/user/${encodeURIComponent(userId)}`);
  }

  call(callId: string): Promise<Call> {
    return this.http.get('/api/call/status', { callId });
  }

  /** Ends the user's call, whichever device it is on. */
  hangUp(callId: string): Promise<Call> {
    return this.http.post('/api/call/hangup', { callId });
  }

  /** Signals sent to the user in this call since `after`, the highest `seq` seen. */
  signals(callId: string, after: number): Promise<Page<Signal>> {
    return this.http.get('/api/call/signals', { callId, after });
  }

  missed(): Promise<MissedCalls> {
    return this.http.get('/api/call/missed');
  }

  /** Marks one missed call as seen, or all. */
  markSeen(callId?: string): Promise<void> {
    return this.http.post(callId ? `/api/call/mark-seen/${encodeURIComponent(callId)}` : '/api/call/mark-seen');
  }

  /** Past calls, newest first; `limit` is the page size. */
  history(cursor?: string, filter: HistoryFilter = 'all', limit = 30): Promise<Page<Call>> {
    return this.http.get('/api/call/history', { cursor, filter, limit });
  }

  async iceServers(): Promise<RTCIceServer[]> {
    const answer = await this.http.get<{ iceServers: RTCIceServer[] }>('/api/ice-servers');
    return answer.iceServers;
  }
}
