export const files = {
  title: 'Files',
  pictures: 'Pictures',
  attached: 'Attached files',
  attach: 'Attach files',
  photo: 'Take a photo',
  waiting: 'Waiting for the connection',
} as const
