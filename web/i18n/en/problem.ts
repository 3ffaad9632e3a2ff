export const problem = {
  offline: {
    title: 'There is no connection.',
    advice: 'Nothing is lost. Try again when you are online.',
  },
  retryAfter: {
    one: 'Please try again in {count} second.',
    other: 'Please try again in {count} seconds.',
  },
  kind: {
    invalid: { title: 'Something is missing or wrong.', advice: 'Please check what is marked.' },
    unauthenticated: { title: 'You are signed out.', advice: 'Please sign in again.' },
    forbidden: { title: 'You may not do this.', advice: 'Ask a teacher or an administrator.' },
    'not-found': {
      title: 'This was not found.',
      advice: 'It may have been removed, or you may not belong to its class any more.',
    },
    conflict: { title: 'Somebody changed this in the meantime.', advice: 'Reload and try again.' },
    gone: { title: 'This has ended.', advice: 'Reload to see how things are now.' },
    'too-large': { title: 'This is too large.', advice: 'Send a smaller file, or fewer at once.' },
    'unsupported-type': { title: 'This kind of file is not accepted.', advice: 'Choose another file.' },
    'limit-reached': { title: 'That was too often.', advice: 'Please wait a moment, then try again.' },
    internal: {
      title: 'Something went wrong on our side.',
      advice: 'What was saved is safe. Try again; if it stays, tell your administrator.',
    },
    unavailable: {
      title: 'The school’s server is busy starting or being maintained.',
      advice: 'What was saved is safe. Try again in a moment.',
    },
    'out-of-space': {
      title: 'The school’s storage is full.',
      advice: 'What was saved is safe. Please tell your administrator.',
    },
  },
  /** By the server's own finer code; dots in the code are levels here. */
  code: {},
  field: {
    invalid: 'This is not valid.',
    required: 'Please fill this in.',
    'too-long': 'This is too long.',
    'too-short': 'This is too short.',
    'too-small': 'This is too small.',
    'too-large': 'This is too large.',
    id: 'This is not valid.',
    decimal: 'Please enter a number, such as 91.5.',
    email: 'Please enter an e-mail address.',
    date: 'Please enter a date.',
    time: 'Please enter a time.',
    taken: 'This is taken already.',
    unknown: 'This is not known here.',
    'time-zone': 'This time zone is not known.',
    order: 'The end comes before the start.',
  },
} as const
