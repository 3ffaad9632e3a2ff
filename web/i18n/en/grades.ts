export const grades = {
  title: 'Grades',
} as const
