import type { Call, Page } from '../contract/model';
import type { Cluster, ExplainedCall, LiveState, Rate } from '../contract/operations';
import type { Http } from './http';

/** Queries and commands for administrators; everybody else gets `forbidden`. */
export class OperationsApi {
  constructor(private readonly http: Http) {}

  cluster(): Promise<Cluster> {
    return this.http.get('/api/admin/cluster');
  }

  /** One item per minute up to now, oldest first. */
  rates(minutes = 60): Promise<{ items: Rate[] }> {
    return this.http.get('/api/admin/rates', { minutes });
  }

  /** Live calls, newest first; `search` matches the people in them. */
  liveCalls({ state, search, limit }: { state?: LiveState | undefined; search?: string; limit?: number } = {}): Promise<Page<Call>> {
    return this.http.get('/api/admin/calls', { state, search, limit });
  }

  /** A call with every command to it. */
  explain(callId: string): Promise<ExplainedCall> {
    return this.http.get(`/api/admin/calls/${encodeURIComponent(callId)}`);
  }

  /** Ends a call: as `dropped` once connected, as `cancelled` before. */
  end(callId: string): Promise<Call> {
    return this.http.post(`/api/admin/calls/${encodeURIComponent(callId)}/end`);
  }
}
