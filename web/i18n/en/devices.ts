export const devices = {
  lead: 'A short look at your camera, microphone and speaker before the lesson. The browser asks whether the school may use them.',
  leadWithoutCamera:
    'A short look at your microphone and speaker before the lesson. The browser asks whether the school may use them.',
  begin: 'Check my devices',
  done: 'Join the lesson',
  again: 'Try again',
  automatic: 'As the system has it',
  camera: 'Camera',
  microphone: 'Microphone',
  speaker: 'Speaker',
  preview: 'Your own picture',
  speak: 'Say something: the bar moves.',
  level: 'How loud you are',
  play: 'Play three notes',
  hear: 'You hear nothing? Turn the volume up, or choose another speaker.',
  choose: {
    camera: 'Which camera',
    microphone: 'Which microphone',
    speaker: 'Which speaker',
  },
  unnamed: {
    camera: 'Camera {no}',
    microphone: 'Microphone {no}',
    speaker: 'Speaker {no}',
  },
  network: {
    title: 'Line',
    measuring: 'Measuring the way to the school …',
    near: 'The school is near: {ms}\u00a0ms there and back.',
    far: 'The school is {ms}\u00a0ms there and back: you hear each other with a small delay.',
    veryFar:
      'The school is {ms}\u00a0ms there and back. Move closer to the Wi-Fi, or close what downloads beside it.',
    none: 'The school does not answer. Look at the Wi-Fi or the cable.',
  },
  problem: {
    insecure: {
      what: 'Browsers give microphone and camera to HTTPS pages only, and this page came over plain HTTP.',
      next: 'Ask your school for its address that begins with https. You can listen, draw and write here all the same.',
    },
    denied: {
      what: 'The browser was told not to let the school use it.',
      next: 'Press the sign beside the address at the top, allow it there, then try again.',
    },
    system: {
      what: 'Your system does not let this browser use it.',
      next: 'Open the privacy settings of the system and allow it for this browser, then try again.',
    },
    missing: {
      what: 'None was found.',
      next: 'Plug it in, or switch it on, then try again. You can take part without it.',
    },
    busy: {
      what: 'Another program is using it.',
      next: 'Close other calls and programs that use it, then try again.',
    },
    policy: {
      what: 'This page may not ask for it: a rule of the browser or of who manages this device forbids it.',
      next: 'Open the school in a tab of its own. If it stays so, whoever manages this device can allow it.',
    },
    unsupported: {
      what: 'This browser cannot do it.',
      next: 'Use a current Chrome, Edge, Firefox or Safari.',
    },
    lost: {
      what: 'It was unplugged or taken away.',
      next: 'Plug it in again or choose another one, then try again.',
    },
    failed: {
      what: 'It did not start, and the browser does not say why.',
      next: 'Unplug it and plug it in again, or restart the browser, then try again.',
    },
  },
}
