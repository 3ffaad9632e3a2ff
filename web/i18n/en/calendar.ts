export const calendar = {
  subscribe: 'Subscribe',
  title: 'Your calendar in another program',
  lead: 'The calendar of your phone or computer reads your lessons and what is due from an address, and looks again by itself.',
  secret:
    'Whoever has the address can read this calendar without signing in. If somebody got it, close it and open a new one.',
  all: 'All my lessons and what is due',
  open: 'Open an address',
  copy: 'Copy the address',
  add: 'Add to calendar',
  close: 'Close the address',
  closed: 'The address is closed. Programs read nothing there any more.',
  never: 'No program has looked yet',
  lastRead: 'A program looked {when}',
  ofClass: 'One class only',
  choose: 'Choose a class',
} as const
