import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, Info, PhoneMissed, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ToastData, ToastKind } from './useToasts';

const icons: Record<ToastKind, typeof Info> = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
  missed: PhoneMissed,
};

export function Toaster({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider limit={4}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager<ToastData>();
  return toasts.map((toast) => {
    const kind = toast.data?.kind ?? 'info';
    const Icon = icons[kind];
    return (
      <Toast.Root key={toast.id} toast={toast} className="toast" data-testid="toast" data-kind={kind} swipeDirection={['right', 'down']}>
        <Toast.Content className="toast__content">
          <Icon size={20} className="toast__icon" aria-hidden />
          <div className="toast__words">
            <Toast.Title className="toast__title" />
            <Toast.Description className="toast__text" />
          </div>
          <Toast.Action className="toast__action" />
          <Toast.Close className="toast__close" aria-label="Dismiss">
            <X size={16} />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}
