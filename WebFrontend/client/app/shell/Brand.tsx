import { Phone } from 'lucide-react';

export function Brand({ large = false }: { large?: boolean }) {
  return (
    <div className={large ? 'brand brand--large' : 'brand'}>
      <span className="brand__mark" aria-hidden>
        <Phone size={large ? 24 : 18} strokeWidth={2.4} />
      </span>
      <span className="brand__name">OrleansCalls</span>
    </div>
  );
}
