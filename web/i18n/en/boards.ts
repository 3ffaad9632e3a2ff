export const boards = {
  title: 'Board',
  saved: 'Saved',
  saving: 'Saving …',
  offline: 'Offline. What you draw is kept here and sent when the connection is back.',
  lock: 'Lock for the class',
  unlock: 'Let the class draw',
  lockHint: 'The class sees the board but cannot draw on it',
  unlockHint: 'The class can draw on the board again',
  locked: 'Your teacher has locked the board',
  viewOnly: 'You can look at this board',
  pictureRefused: 'This picture cannot be used. Choose a PNG, JPEG, GIF or WebP under 8 MB.',
} as const
