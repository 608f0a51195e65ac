import { Volume2 } from 'lucide-react';
import { useRef } from 'react';
import { useStream } from './useStream';

export function RemoteAudio({ stream }: { stream: MediaStream | undefined }) {
  const element = useRef<HTMLAudioElement>(null);
  const { blocked, play } = useStream(element, stream);
  return (
    <>
      <audio ref={element} autoPlay data-testid="remote-audio" />
      {blocked && (
        <button type="button" className="call__notice call__notice--action" data-testid="unblock-sound" onClick={play}>
          <Volume2 size={18} aria-hidden />
          Turn the sound on
        </button>
      )}
    </>
  );
}
