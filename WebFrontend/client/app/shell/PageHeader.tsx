import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: string;
  lead?: string;
  /** Actions for the page as a whole. */
  children?: ReactNode;
}

export function PageHeader({ title, lead, children }: PageHeaderProps) {
  return (
    <div className="page__header">
      <div>
        <h1 className="page__title">{title}</h1>
        {lead && <p className="page__lead">{lead}</p>}
      </div>
      {children}
    </div>
  );
}
