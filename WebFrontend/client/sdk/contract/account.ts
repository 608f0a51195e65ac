/** One's own session, as the server lists it. */
export interface OwnSession {
  id: string;
  createdAt: string;
  /** Minutes old at most. */
  lastUsedAt: string;
  expiresAt: string;
  deviceId?: string;
  userAgent?: string;
  /** The identity provider that signed it in; none for a local account. */
  provider?: string;
  /** The one that asks. */
  current: boolean;
}
