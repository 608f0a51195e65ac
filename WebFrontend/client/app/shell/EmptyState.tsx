import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
}

export function EmptyState({ icon: Icon, title, children }: EmptyStateProps) {
  return (
    <div className="empty">
      <span className="empty__icon" aria-hidden>
        <Icon size={28} />
      </span>
      <h2 className="empty__title">{title}</h2>
      <p className="empty__words">{children}</p>
    </div>
  );
}
