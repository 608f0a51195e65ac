import { Toast } from '@base-ui/react/toast';
import { useMemo } from 'react';

export type ToastKind = 'info' | 'success' | 'warning' | 'danger' | 'missed';

export interface Notice {
  kind: ToastKind;
  title: string;
  text?: string | undefined;
  action?: { label: string; run: () => void } | undefined;
  /** A later notice about the same thing replaces the earlier one. */
  about?: string | undefined;
}

export interface ToastData {
  kind: ToastKind;
}

const seconds = { info: 6, success: 5, warning: 9, danger: 10, missed: 12 } as const;

interface Toasts {
  add: (notice: Notice) => void;
  /** Removes all toasts. */
  clear: () => void;
}

export function useToasts(): Toasts {
  const { add, close } = Toast.useToastManager<ToastData>();
  return useMemo(
    () => ({
      add: ({ kind, title, text, action, about }: Notice) => {
        const id = add({
          ...(about && { id: about }),
          title,
          description: text,
          timeout: seconds[kind] * 1000,
          data: { kind },
          ...(action && {
            actionProps: {
              children: action.label,
              onClick: () => {
                close(id);
                action.run();
              },
            },
          }),
        });
      },
      clear: () => close(),
    }),
    [add, close],
  );
}
