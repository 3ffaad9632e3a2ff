/** What the teacher holds a lesson's room with. */
export const hold = {
  door: {
    title: 'Who comes in',
    waitingRoom: 'Waiting room',
    rooms: { off: 'Off', guests: 'For visitors', all: 'For everybody' },
    roomHint: {
      off: 'Everyone of the class comes straight in.',
      guests: 'Visitors wait until you let them in.',
      all: 'Everybody waits until you let them in.',
    },
    lock: 'Lock the room',
    lockHint: 'Nobody else comes in. Whoever was in may come back.',
    nobodyWaits: 'Nobody waits.',
    waits: { one: '{count} person waits', other: '{count} people wait' },
    onePersonWaits: '{name} waits',
    letIn: 'Let in',
    letInName: 'Let in {name}',
    letInAll: 'Let everybody in',
    turnAway: 'Turn away {name}',
    out: 'Sent out',
    letInAgain: 'Let in again',
    sendOut: 'Send out of the room',
    sentOut: '{name} is out and comes in again only when you let them.',
    show: 'Show',
  },
  waiting: {
    title: 'You will be let in soon',
    advice: 'The teacher sees that you are here. This page goes on by itself.',
    outTitle: 'You are not in this lesson now',
    outAdvice: 'Who leads it can let you in again. This page then goes on by itself.',
  },
} as const
