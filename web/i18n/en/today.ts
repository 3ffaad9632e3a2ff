export const today = {
  title: 'Today',
  greeting: { morning: 'Good morning, {name}', day: 'Hello, {name}', evening: 'Good evening, {name}' },
  inbox: {
    title: 'Inbox',
    empty: 'All read',
    emptyAdvice: 'New messages from your classes show here.',
  },
  calendar: {
    title: 'Calendar',
    thisWeek: 'This week',
    empty: 'No lessons this week',
    emptyAdvice: 'Lessons show here as soon as a teacher plans them.',
    perClass: 'Lessons of each class',
  },
} as const
