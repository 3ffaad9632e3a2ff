export const boards = {
  title: 'Board',
} as const
