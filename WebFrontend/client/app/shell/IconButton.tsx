import { Button } from '@base-ui/react/button';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ComponentProps, ReactNode } from 'react';

interface IconButtonProps extends ComponentProps<'button'> {
  /** Says what the button does. */
  label: string;
  /** What its tooltip says, where that is not the label: of a button that stays pressed, what a press does now. */
  tip?: string;
  children: ReactNode;
  [data: `data-${string}`]: string | undefined;
}

/** A button with a picture only: always named, always with a tooltip. Disabled, it keeps the focus. */
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
