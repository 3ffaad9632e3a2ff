export const assignments = {
  title: 'Work',
} as const
