import { MessageType } from '@microsoft/signalr';
import { describe, expect, it } from 'vitest';
import { Http } from '../http/http';
import { TracedProtocol } from './tracedProtocol';
import { newTraceparent } from './traceparent';

const wellFormed = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/;

describe('a trace', () => {
  it('is new for every request, in the W3C format', () => {
    const first = newTraceparent();
    expect(first).toMatch(wellFormed);
    expect(newTraceparent()).not.toBe(first);
  });

  it('is in the headers of invocations only', () => {
    const protocol = new TracedProtocol();
    const written = protocol.writeMessage({ type: MessageType.Invocation, invocationId: '1', target: 'Answer', arguments: ['id'] });
    const { headers, target } = JSON.parse(written.slice(0, -1)) as { headers: Record<string, string>; target: string };
    expect(headers['traceparent']).toMatch(wellFormed);
    expect(target).toBe('Answer');
    expect(protocol.writeMessage({ type: MessageType.Ping })).not.toContain('headers');
  });

  it('is in the headers of HTTP requests', async () => {
    let sent: Headers | undefined;
    const http = new Http({
      baseUrl: 'https://calls.test',
      fetch: (_, init) => {
        sent = new Headers(init?.headers);
        return Promise.resolve(new Response('{}'));
      },
    });
    await http.get('/api/me');
    expect(sent?.get('traceparent')).toMatch(wellFormed);
  });
});
