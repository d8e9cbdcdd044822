// Takes a picture with the camera, where the browser has one and gives it.

import { h, show } from '../core/dom.js';

/** Whether there is a camera to ask for. Browsers give one to secure addresses and to this machine alone. */
export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);

/**
 * A button that shows what the camera sees, and takes a picture of it.
 *
 * @param place where the camera's picture is shown
 * @param take given the picture as a file
 * @return the button, or null where there is no camera; and `stop`, which turns the camera off
 */
export function cameraButton(place, take) {
  let stream = null;
  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    show(place);
  };
  async function start() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 } }, audio: false });
    } catch (failure) {
      show(place, h('p', { class: 'problem', role: 'alert' }, `The camera was not given: ${failure.message}`));
      return;
    }
    const video = h('video', { class: 'camera', autoplay: true, muted: true, playsinline: true, 'aria-label': 'What the camera sees' });
    video.muted = true;
    video.srcObject = stream;
    show(place, video, h('div', { class: 'actions' },
      h('button', { type: 'button', class: 'primary', click: () => shoot(video) }, 'Take the picture'),
      h('button', { type: 'button', click: stop }, 'Turn the camera off')));
  }
  function shoot(video) {
    const canvas = h('canvas', { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext('2d').drawImage(video, 0, 0);
    canvas.toBlob((blob) => {
      stop();
      take([new File([blob], `camera-${Date.now()}.jpg`, { type: 'image/jpeg' })]);
    }, 'image/jpeg', 0.92);
  }
  return { button: hasCamera() ? h('button', { type: 'button', click: start }, 'Use the camera') : null, stop };
}
