import { Mic, MicOff, PhoneOff, Video, VideoOff } from 'lucide-react';
import type { CallView } from '../../sdk';
import { DeviceError } from '../../sdk';
import { useClient, useMediaState } from '../client/ClientProvider';
import { IconButton } from '../shell/IconButton';
import { deviceNotice } from '../toasts/errorWords';
import { useToasts } from '../toasts/useToasts';
import { useCallActions } from './useCallActions';

export function CallControls({ view }: { view: CallView }) {
  const client = useClient();
  const toasts = useToasts();
  const { hangUp } = useCallActions();
  const { muted, cameraOff, local } = useMediaState();

  const toggleCamera = () => {
    client.setCameraOff(!cameraOff).catch((error: unknown) => {
      if (error instanceof DeviceError) toasts.add(deviceNotice(error.code));
    });
  };

  return (
    <div className="controls" role="toolbar" aria-label="Call">
      <IconButton
        label="Mute microphone"
        tip={muted ? 'Unmute microphone' : 'Mute microphone'}
        className="control"
        aria-pressed={muted}
        data-testid="mute"
        onClick={() => client.setMuted(!muted)}
      >
        {muted ? <MicOff size={22} /> : <Mic size={22} />}
      </IconButton>
      {view.media === 'video' && (
        <IconButton
          label="Turn off camera"
          tip={cameraOff ? 'Turn on camera' : 'Turn off camera'}
          className="control"
          aria-pressed={cameraOff}
          data-testid="camera"
          disabled={!local}
          onClick={toggleCamera}
        >
          {cameraOff ? <VideoOff size={22} /> : <Video size={22} />}
        </IconButton>
      )}
      <IconButton label="Hang up" className="control control--end" data-testid="hangup" onClick={() => hangUp(view.callId)}>
        <PhoneOff size={24} />
      </IconButton>
    </div>
  );
}
