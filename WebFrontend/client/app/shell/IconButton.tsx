import { Tooltip } from '@base-ui/react/tooltip';
import type { ComponentProps, ReactNode } from 'react';

interface IconButtonProps extends ComponentProps<'button'> {
  /** Says what the button does; also its tooltip. */
  label: string;
  children: ReactNode;
  [data: `data-${string}`]: string | undefined;
}

/** A button with a picture only: always named, always with a tooltip. */
export function IconButton({ label, children, className = 'icon-button', ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={<button type="button" aria-label={label} className={className} {...rest} />}>
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={8} className="tooltip-layer">
          <Tooltip.Popup className="tooltip">{label}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
