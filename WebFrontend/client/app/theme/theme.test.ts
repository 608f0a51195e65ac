// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cleanup, render, screen, act, fireEvent } from '@testing-library/react';
import { createElement } from 'react';
import { ThemeToggle } from './ThemeToggle';

const system = { matches: false, onchange: null as (() => void) | null };

beforeEach(() => vi.stubGlobal('matchMedia', () => system));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  delete document.documentElement.dataset['theme'];
  localStorage.clear();
});

const offered = () => screen.getByTestId('theme').getAttribute('aria-label');
const change = (dark: boolean) =>
  act(() => {
    system.matches = dark;
    system.onchange?.();
  });

it('follows the system', () => {
  render(createElement(ThemeToggle));
  expect(offered()).toBe('Dark theme');
  change(true);
  expect(offered()).toBe('Light theme');
  change(false);
});

it('follows the system again once its theme is chosen', () => {
  render(createElement(ThemeToggle));
  fireEvent.click(screen.getByTestId('theme'));
  expect(document.documentElement.dataset['theme']).toBe('dark');
  change(true);
  expect(offered()).toBe('Light theme');
  fireEvent.click(screen.getByTestId('theme'));
  fireEvent.click(screen.getByTestId('theme'));
  expect(document.documentElement.dataset).not.toHaveProperty('theme');
  change(false);
  expect(offered()).toBe('Dark theme');
});
