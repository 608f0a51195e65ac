// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FocusKeeper } from './focusKeeper';

let detach: () => void;

beforeEach(() => {
  document.body.innerHTML =
    '<main><h1>People</h1><ul><li id="bob"><button id="seen"></button><button id="call"></button></li></ul></main><section id="stage" tabindex="-1"></section>';
  detach = new FocusKeeper().attach();
});
afterEach(() => detach());

const at = (id: string) => document.getElementById(id) as HTMLButtonElement;
const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

it('moves to the row when its button is removed', async () => {
  at('seen').focus();
  at('seen').remove();
  await settled();
  expect(document.activeElement).toBe(at('bob'));
});

it('returns to where it came from when a call is over', async () => {
  at('call').focus();
  at('stage').focus();
  at('stage').remove();
  await settled();
  expect(document.activeElement).toBe(at('call'));
});

it('never moves into a toast', async () => {
  document.body.insertAdjacentHTML('beforeend', '<div role="dialog" aria-modal="false" tabindex="0"></div>');
  at('call').focus();
  at('stage').focus();
  at('stage').remove();
  await settled();
  expect(document.activeElement).toBe(at('call'));
});

it('moves to the title when the page changes', async () => {
  at('call').focus();
  document.body.innerHTML = '<main><h1>History</h1></main>';
  await settled();
  expect(document.activeElement?.textContent).toBe('History');
});

it('stays nowhere once the user has let go of it', async () => {
  at('call').focus();
  at('call').blur();
  await settled();
  at('call').remove();
  await settled();
  expect(document.activeElement).toBe(document.body);
});
