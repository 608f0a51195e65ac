// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OwnSession } from '../../sdk';
import { TestClient } from '../../sdk/testing/testClient';
import { ClientProvider } from '../client/ClientProvider';
import { Toaster } from '../toasts/Toaster';
import { AccountPage } from './AccountPage';

const alice = { id: 'alice', username: 'alice', displayName: 'Alice', role: 'user' };
const phone: OwnSession = {
  id: 's2',
  createdAt: '2026-01-01T09:00:00Z',
  lastUsedAt: '2026-01-01T09:55:00Z',
  expiresAt: '2026-01-02T09:00:00Z',
  userAgent: 'Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0.0.0 Mobile Safari/537.36',
  current: false,
};
const here: OwnSession = { ...phone, id: 's1', userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0', current: true };

let test: TestClient;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-01-01T10:00:00Z');
  test = await TestClient.start(alice, 'a1');
  test.http.set('/api/auth/sessions', { items: [phone, here] });
  render(
    <ClientProvider client={test.client}>
      <Toaster>
        <AccountPage />
      </Toaster>
    </ClientProvider>,
  );
  await settle(50);
});
afterEach(() => {
  cleanup();
  test.client.stop();
  vi.useRealTimers();
});

const settle = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

async function changePassword(): Promise<void> {
  fireEvent.change(screen.getByTestId('current-password'), { target: { value: 'the old one' } });
  fireEvent.change(screen.getByTestId('new-password'), { target: { value: 'the new one' } });
  fireEvent.click(screen.getByTestId('change-password'));
  await settle(50);
}

it('lists the sessions, this browser first, and offers to sign out the others', () => {
  const rows = screen.getAllByTestId('session');
  expect(rows.map((row) => row.dataset['current'])).toEqual(['true', undefined]);
  expect(rows[0]?.textContent).toContain('Firefox on Linux');
  expect(rows[1]?.textContent).toContain('Chrome on Android');
  expect(rows[1]?.textContent).toContain('Used 5 minutes ago');
  expect(rows.map((row) => within(row).queryAllByTestId('end-session').length)).toEqual([0, 1]);
});

it('signs a session out without losing the focus with its row', async () => {
  test.http.set('/api/auth/sessions/s2', {}).set('/api/auth/sessions', { items: [here] });
  fireEvent.click(screen.getByTestId('end-session'));
  await settle(50);
  expect(screen.getAllByTestId('session')).toHaveLength(1);
  expect(document.activeElement?.textContent).toBe('Where you are signed in');
});

it('says when a session could not be signed out', async () => {
  test.http.set('/api/auth/sessions/s2', 503);
  fireEvent.click(screen.getByTestId('end-session'));
  await settle(50);
  expect(screen.getAllByText('That session could not be signed out')).not.toHaveLength(0);
  expect(screen.getAllByTestId('session')).toHaveLength(2);
});

it('changes the password and forgets what was typed', async () => {
  test.http.set('/api/auth/password', {});
  await changePassword();
  expect(screen.getAllByText('Your password was changed')).not.toHaveLength(0);
  expect(screen.getByTestId('current-password')).toHaveProperty('value', '');
  expect(screen.getByTestId('new-password')).toHaveProperty('value', '');
});

it.each([
  [403, 'The current password is wrong.'],
  [400, 'The new password must have 8 to 256 characters.'],
  [503, 'The server cannot be reached at the moment. Please try again.'],
])('says in words why a password was not changed: %s', async (status, words) => {
  test.http.set('/api/auth/password', status);
  await changePassword();
  expect(screen.getByRole('alert').textContent).toBe(words);
  expect(screen.getByTestId('new-password')).toHaveProperty('value', 'the new one');
});
