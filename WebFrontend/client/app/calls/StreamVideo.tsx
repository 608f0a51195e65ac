import { useRef } from 'react';
import { useStream } from './useStream';

interface StreamVideoProps {
  stream: MediaStream | undefined;
  className: string;
  /** People expect to see themselves as in a mirror. */
  mirrored?: boolean;
  muted?: boolean;
  hidden?: boolean;
  'data-testid'?: string;
}

export function StreamVideo({ stream, className, mirrored = false, muted = false, hidden = false, ...rest }: StreamVideoProps) {
  const element = useRef<HTMLVideoElement>(null);
  useStream(element, stream);
  return (
    <video
      ref={element}
      className={mirrored ? `${className} mirrored` : className}
      autoPlay
      playsInline
      muted={muted}
      hidden={hidden}
      {...rest}
    />
  );
}
