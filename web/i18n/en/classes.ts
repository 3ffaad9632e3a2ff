export const classes = {
  title: 'Classes',
  tabs: {
    label: 'Parts of the class',
    chat: 'Chat',
    work: 'Work',
    lessons: 'Lessons',
    grades: 'Grades',
    people: 'People',
  },
  empty: {
    title: 'No class yet',
    student: 'Your teacher gives you a join code: six characters.',
    teacher: 'Make your first class; students join it with a code.',
  },
  join: 'Join with a code',
  archived: 'Past classes',
  noChannel: 'This class has no channel yet',
  list: 'Your classes',
} as const
