// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bob, connected, ended } from '../../sdk/testing/calls';
import { TestClient } from '../../sdk/testing/testClient';
import { ClientProvider } from '../client/ClientProvider';
import { ElsewhereBar } from './ElsewhereBar';

let test: TestClient;

beforeEach(async () => {
  vi.useFakeTimers();
  test = await TestClient.start(bob, 'b1', connected({}, 'b2'));
  render(
    <ClientProvider client={test.client}>
      <ElsewhereBar />
    </ClientProvider>,
  );
});

afterEach(() => {
  cleanup();
  test.client.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('says who the user is talking to elsewhere', () => {
  expect(screen.getByTestId('elsewhere').textContent).toContain('In a call with Alice');
});

it('brings the call here and disappears', async () => {
  test.server.answer('Join', () => connected({ version: 4 }));
  fireEvent.click(screen.getByTestId('bring-here'));
  await act(() => vi.advanceTimersByTimeAsync(100));
  expect(test.client.current?.phase).toBe('active');
  expect(screen.queryByTestId('elsewhere')).toBeNull();
});

it('hangs up', async () => {
  test.http.set('/api/call/hangup', ended('completed'));
  fireEvent.click(screen.getByTestId('hangup-elsewhere'));
  await act(() => vi.advanceTimersByTimeAsync(100));
  expect(screen.queryByTestId('elsewhere')).toBeNull();
  expect(test.client.state.calls.size).toBe(0);
});
