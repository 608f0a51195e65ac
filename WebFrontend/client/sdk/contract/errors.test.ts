import { describe, expect, it } from 'vitest';
import { hubError } from '../testing/fakeSocket';
import { fromHubError, fromResponse } from './errors';

describe('fromHubError', () => {
  it('reads the code and the seconds to wait', () => {
    const error = fromHubError(hubError('rate_limited: Five calls in five minutes are allowed. retryAfter=42'));
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 42, transient: false });
  });

  it.each([
    [hubError('not_found: No such call.'), 'not_found', false],
    [hubError('unavailable: The cluster cannot serve just now.'), 'unavailable', true],
    [new Error("An unexpected error occurred invoking 'Answer' on the server."), 'unavailable', true],
    [new Error('Invocation canceled due to the underlying connection being closed.'), 'unreachable', true],
    ['what?', 'unreachable', true],
  ])('%s is %s', (error, code, transient) => {
    expect(fromHubError(error)).toMatchObject({ code, transient });
  });
});

describe('fromResponse', () => {
  it('reads a problem document', async () => {
    const body = JSON.stringify({ code: 'rate_limited', detail: 'Slow down.' });
    const error = await fromResponse(new Response(body, { status: 429, headers: { 'Retry-After': '7' } }));
    expect(error).toMatchObject({ code: 'rate_limited', message: 'Slow down.', retryAfterSeconds: 7 });
  });

  it.each([
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [413, 'too_large'],
    [502, 'unavailable'],
    [400, 'invalid'],
  ])('%i without a document is %s', async (status, code) => {
    expect(await fromResponse(new Response('<html>', { status }))).toMatchObject({ code });
  });
});
