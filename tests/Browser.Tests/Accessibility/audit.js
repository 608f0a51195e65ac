// Run in the page, after axe: what somebody who cannot see, point or read as we do would stumble over, in words.
async () => {
  await Promise.all(document.getAnimations().filter(ends).map((animation) => animation.finished.catch(() => undefined)));
  const { violations } = await axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.any.map(({ message }) => message).join(' ')}`)),
    ...smallTargets(),
    ...gluedWords(),
    ...coveredButtons(),
    ...sidewaysScrolling(),
  ];

  function ends(animation) {
    return Number.isFinite(animation.effect.getComputedTiming().endTime);
  }

  function smallTargets() {
    // Guards hand the focus on; nobody points at them.
    const targets = 'a[href], button, input, summary, [role^=menuitem], [tabindex="0"]:not([data-base-ui-focus-guard])';
    return shown(targets)
      .map((element) => [element, element.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 43.5 || height < 43.5)
      .map(([element, { width, height }]) => `small target, ${Math.round(width)} × ${Math.round(height)}: ${said(element)}`);
  }

  // "Alice Archer" and "new" must not be read as "Alice Archernew".
  function gluedWords() {
    return shown('a, button, li, h1, h2, h3, p').flatMap((element) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const glued = [];
      for (let before = texts.nextNode(), after = texts.nextNode(); after; before = after, after = texts.nextNode()) {
        const apart = /[\s·]$/.test(before.data) || /^[\s·,.]/.test(after.data) || before.parentNode === after.parentNode;
        if (!apart && inline(before, element) && inline(after, element) && read(before) && read(after)) {
          glued.push(`words run together: ${before.data}${after.data}`);
        }
      }
      return glued;
    });
  }

  // No toast lies over what a call asks.
  function coveredButtons() {
    const buttons = shown('.ring__actions button, .controls button, .call__top button');
    return shown('.toast').flatMap((toast) => {
      const over = toast.getBoundingClientRect();
      return buttons
        .map((button) => [button, button.getBoundingClientRect()])
        .filter(([, under]) => over.left < under.right && under.left < over.right && over.top < under.bottom && under.top < over.bottom)
        .map(([button]) => `covered by a toast: ${said(button)}`);
    });
  }

  function sidewaysScrolling() {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px wider than the window`] : [];
  }

  function shown(selector) {
    return [...document.querySelectorAll(selector)].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true], [inert], .visually-hidden'),
    );
  }

  function read(text) {
    return !text.parentElement.closest('[aria-hidden=true], svg') && text.data.trim() !== '';
  }

  // Blocks, and what stands in a row or a grid, are read apart by themselves.
  function inline(text, within) {
    for (let element = text.parentElement; element !== within; element = element.parentElement) {
      if (getComputedStyle(element).display !== 'inline') return false;
    }
    return true;
  }

  function said(element) {
    return element.outerHTML.slice(0, 160);
  }
};
