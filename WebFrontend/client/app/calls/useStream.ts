import { useEffect, useState, type RefObject } from 'react';

/**
 * Plays `stream` in a media element. Browsers may refuse sound until the user has touched the page, as after a
 * reload. Then `blocked` is true, and `play` works from a click.
 */
export function useStream(element: RefObject<HTMLMediaElement | null>, stream: MediaStream | undefined) {
  const [blocked, setBlocked] = useState(false);

  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    target.srcObject = stream ?? null;
    if (!stream) return undefined;
    const play = () => {
      target.play().then(
        () => setBlocked(false),
        (error: unknown) => setBlocked(error instanceof DOMException && error.name === 'NotAllowedError'),
      );
    };
    play();
    stream.addEventListener('addtrack', play);
    return () => stream.removeEventListener('addtrack', play);
  }, [element, stream]);

  const play = () => {
    void element.current?.play().then(() => setBlocked(false));
  };
  return { blocked, play };
}
