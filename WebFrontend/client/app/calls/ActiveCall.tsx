import { LoaderCircle, LogOut, Maximize2, MicOff, Minimize2, VideoOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { peerOf, type Call, type CallView } from '../../sdk';
import { useClientState, useMediaState } from '../client/ClientProvider';
import { Avatar } from '../people/Avatar';
import { IconButton } from '../shell/IconButton';
import { CallControls } from './CallControls';
import { setDocked, useCallLayout } from './callLayout';
import { CallTimer } from './CallTimer';
import { QualityBars } from './QualityBars';
import { RemoteAudio } from './RemoteAudio';
import { StreamVideo } from './StreamVideo';

interface ActiveCallProps {
  view: CallView;
  call: Call;
}

/** The stage for two: one name, one picture, and ours in its corner. */
export function ActiveCall({ view, call }: ActiveCallProps) {
  const { me, connection } = useClientState();
  const media = useMediaState();
  const { docked } = useCallLayout();
  const stage = useRef<HTMLElement>(null);
  const peer = peerOf(call, me?.id ?? '');
  const theirs = media.remotes.get(peer.userId);
  const video = call.media === 'video';
  const away = peer.away === true;
  const theirPicture = video && !away && peer.cameraOff !== true && theirs?.stream !== undefined && theirs.link === 'connected';
  const ourPicture = video && !media.cameraOff && media.local !== undefined;
  const reconnecting = media.link === 'lost';

  useEffect(() => {
    stage.current?.focus();
    return () => setDocked(false);
  }, []);

  return (
    <section
      ref={stage}
      tabIndex={-1}
      className={docked ? 'call call--docked' : 'call'}
      aria-label={`Call with ${peer.displayName}`}
      data-testid="active-call"
      data-state={reconnecting || away ? 'reconnecting' : call.state}
      data-call-id={call.callId}
      data-media={call.media}
    >
      <RemoteAudio stream={theirs?.stream} />
      {video && (
        <StreamVideo className="call__remote" data-testid="remote-video" stream={theirs?.stream} muted hidden={!theirPicture} />
      )}
      {!theirPicture && (
        <div className="call__face">
          <Avatar person={peer} size="xl" />
          {video && peer.cameraOff && (
            <p className="call__hint">
              <VideoOff size={16} aria-hidden /> {peer.displayName} has their camera off
            </p>
          )}
        </div>
      )}

      <header className="call__top">
        <div className="call__who">
          <h2 className="call__name">{peer.displayName}</h2>
          <div className="call__facts">
            <CallTimer connectedAt={call.connectedAt} />
            <QualityBars quality={theirs?.quality} />
            {peer.muted && (
              <span className="call__chip" data-testid="peer-muted">
                <MicOff size={14} aria-hidden /> <span>Muted</span>
              </span>
            )}
          </div>
        </div>
        <IconButton
          label={docked ? 'Enlarge the call' : 'Shrink the call'}
          className="control control--small"
          data-testid="dock"
          onClick={() => setDocked(!docked)}
        >
          {docked ? <Maximize2 size={18} /> : <Minimize2 size={18} />}
        </IconButton>
      </header>

      <div className="call__notices" role="status">
        {away && (
          <p className="call__notice" data-testid="peer-away">
            <LogOut size={18} aria-hidden /> {peer.displayName} left the page. The call ends unless they come back now.
          </p>
        )}
        {reconnecting && !away && (
          <p className="call__notice" data-testid="reconnecting">
            <LoaderCircle className="spin" size={18} aria-hidden /> Reconnecting…
          </p>
        )}
        {!reconnecting && !away && connection !== 'connected' && (
          <p className="call__notice">Reconnecting to the server. The call goes on.</p>
        )}
        {media.muted && !docked && (
          <p className="call__notice">
            <MicOff size={16} aria-hidden /> Your microphone is off
          </p>
        )}
      </div>

      {video && (
        <div className="call__own" data-off={!ourPicture}>
          <StreamVideo className="call__local" data-testid="local-video" stream={media.local} mirrored muted hidden={!ourPicture} />
          {!ourPicture && me && <Avatar person={{ userId: me.id, displayName: me.displayName, avatarUrl: me.avatarUrl }} />}
          {!ourPicture && <span className="call__own-hint">Camera off</span>}
        </div>
      )}
      <CallControls view={view} />
    </section>
  );
}
