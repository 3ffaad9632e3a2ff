export const jitsi = {
  title: 'Jitsi',
  lead: 'Whether lessons can be held on the Jitsi that JITSI_URL names.',
  check: 'Check now',
  trying: 'Coming in as a student would. This takes up to half a minute.',
  trial: 'Trial of a student’s way in',
  none: 'No Jitsi is named. Lessons use what is built in; whoever starts Lectern sets JITSI_URL to change that.',
  unreached:
    'This server does not reach it. Browsers may all the same; what its answers say could not be looked at.',
  script: 'It answers with Jitsi’s script.',
  noScript: 'It answers, and not with Jitsi’s script: JITSI_URL names something else.',
  frame: 'Its page may be shown in ours.',
  noFrame:
    'Its page refuses to be shown in ours. Name our address in its CSP_HEADER (frame-ancestors), and let no proxy add X-Frame-Options.',
  clock: 'Its clock goes right.',
  clockOff:
    'Its clock differs from ours by {seconds} seconds, so tokens are refused. Set the clocks of both machines (NTP).',
  events: 'It may tell comings and goings for the register.',
  noEvents:
    'It tells no comings and goings: JITSI_EVENTS_SECRET is not set. The register uses what Lectern sees itself.',
  end: {
    member: 'A student who comes first is an ordinary participant.',
    moderator:
      'Everybody would be moderator: a student who came first was made one. Set ENABLE_AUTO_OWNER=0 and token_affiliation there.',
    refused: 'Its page answers and lets nobody in: compare JITSI_APP_ID and the secret or key on both sides.',
    silent: 'Its page did not answer within ten seconds, or may not be shown in ours.',
  },
} as const
