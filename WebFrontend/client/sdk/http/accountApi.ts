import type { OwnSession } from '../contract/account';
import type { Http } from './http';

/** One's own password and sessions. */
export class AccountApi {
  constructor(private readonly http: Http) {}

  /**
   * All other sessions end with it.
   * @throws {CallError} `forbidden` when `current` is wrong, `invalid` when the new one is too short or too long.
   */
  changePassword(current: string, next: string): Promise<void> {
    return this.http.post('/api/auth/password', { current, new: next });
  }

  /** The newest first. */
  sessions(): Promise<{ items: OwnSession[] }> {
    return this.http.get('/api/auth/sessions');
  }

  endSession(id: string): Promise<void> {
    return this.http.delete(`/api/auth/sessions/${encodeURIComponent(id)}`);
  }
}
