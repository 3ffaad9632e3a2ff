export const messages = {
  title: 'Chat',
} as const
