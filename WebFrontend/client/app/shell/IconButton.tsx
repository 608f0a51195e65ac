import { Button } from '@base-ui/react/button';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ComponentProps, ReactNode } from 'react';

interface IconButtonProps extends ComponentProps<'button'> {
  /** What the button does. */
  label: string;
  /** The tooltip where it differs from the label: for a toggle, what pressing it now does. */
  tip?: string;
  children: ReactNode;
  [data: `data-${string}`]: string | undefined;
}

/** An icon-only button, always with a name and a tooltip. It keeps the focus when disabled. */
export function IconButton({ label, tip = label, children, className = 'icon-button', ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={<Button focusableWhenDisabled aria-label={label} className={className} {...rest} />}>
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={8} className="tooltip-layer">
          <Tooltip.Popup className="tooltip">{tip}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
