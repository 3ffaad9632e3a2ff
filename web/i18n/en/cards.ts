/** What stands on printed cards and on the buttons that print them. */
export const cards = {
  print: 'Print as a card',
  printSheet: 'Print ten cards',
  printAll: 'Print the cards',
  printPart: 'Print cards {from}–{to}',
  own: 'You choose a password of your own when you first sign in.',
  qr: 'QR code of the address',
  code: 'Join code',
  join: 'Open the address or scan the code. It works until {when}.',
} as const
