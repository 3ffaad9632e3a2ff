export const files = {
  title: 'Files',
  pictures: 'Pictures',
  attached: 'Attached files',
  attach: 'Attach files',
  photo: 'Take a photo',
  waiting: 'Waiting for the connection',
  scarce: 'Your files take {kept} of {limit}. Work is taken until it is due, even when that is full.',
} as const
