/**
 * The stand-in's meeting page, as it is sent: the envelope of jitsi-meet (`@jitsi/js-utils` 6.3.2, `transport/postis.js`),
 * real devices of the browser, and no media beyond it. Runs in the browser: plain script, told by `MEETING`.
 */
export interface Meeting {
  room: string
  me: { id: string; accountId: string; name: string; role: 'moderator' | 'participant' }
}

const SCRIPT = `
const { room, me } = MEETING
const hash = Object.fromEntries(location.hash.slice(1).split('&').map((pair) => {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), JSON.parse(decodeURIComponent(pair.slice(at + 1)))]
}))
const scope = 'jitsi_meet_external_api_' + hash.jitsi_meet_external_api_id
const ask = String(Math.random())
let ready = false
const early = []
const post = (method, params) => parent.postMessage(JSON.stringify({ postis: true, scope, method, params }), '*')
const emit = (name, data = {}) => {
  const params = { type: 'event', data: { name, ...data } }
  ready ? post('message', params) : early.push(params)
}
const tell = (body) => fetch('/' + room + '/say', { method: 'POST', body: JSON.stringify({ me: me.id, ...body }) })
addEventListener('message', ({ data }) => {
  const said = JSON.parse(data)
  if (!said.postis || said.scope !== scope) return
  if (said.method === '__ready__') {
    if (said.params !== ask) return post('__ready__', said.params)
    clearInterval(asking)
    ready = true
    for (const params of early.splice(0)) post('message', params)
    return
  }
  const { type, data: event } = said.params
  if (type !== 'event') return tell({ fault: 'a message of type ' + type })
  tell({ command: event.name, args: event.data })
  const own = { 'toggle-audio': () => turn('audio'), 'toggle-video': () => turn('video') }[event.name]
  if (own) own()
})
const asking = setInterval(() => post('__ready__', ask), 50)

const sending = { audio: null, video: null }
const allowed = { audio: true, video: true }
const NAMES = { audio: 'audio-mute-status-changed', video: 'video-mute-status-changed' }
const show = () => {
  for (const medium of ['audio', 'video']) {
    const button = document.getElementById(medium)
    button.setAttribute('aria-pressed', String(sending[medium] !== null))
    button.disabled = !allowed[medium]
  }
}
const stop = (medium) => {
  if (!sending[medium]) return
  for (const track of sending[medium].getTracks()) track.stop()
  sending[medium] = null
  emit(NAMES[medium], { muted: true })
  show()
}
const turn = async (medium) => {
  if (sending[medium]) return stop(medium)
  if (!allowed[medium]) return
  try {
    sending[medium] = await navigator.mediaDevices.getUserMedia({ [medium]: true })
    emit(NAMES[medium], { muted: false })
  } catch (error) {
    tell({ fault: 'no ' + medium + ': ' + error.name })
  }
  show()
}
for (const medium of ['audio', 'video']) document.getElementById(medium).onclick = () => turn(medium)

const feed = new EventSource('/' + room + '/feed?me=' + me.id)
feed.onmessage = ({ data }) => {
  const said = JSON.parse(data)
  if (said.t === 'emit') emit(said.name, said.data)
  if (said.t === 'mute') stop(said.medium)
  if (said.t === 'allow') { allowed[said.medium] = said.allowed; show() }
  if (said.t === 'end') { feed.close(); emit('video-conference-left', { roomName: room }); emit('video-ready-to-close') }
}
tell({ config: Object.keys(hash).filter((key) => key.startsWith('config.')).map((key) => key.slice(7)) })
`

/** The page of somebody whose token was believed. */
export const meetingPage = (
  meeting: Meeting,
): string => `<!doctype html><meta charset="utf-8"><title>Stand-in</title>
<body style="margin:0;background:#222;color:#fff;font:14px sans-serif;padding:12px">
<p id="role">${meeting.me.role}</p>
<button id="audio" aria-pressed="false">Microphone</button> <button id="video" aria-pressed="false">Camera</button>
<script>const MEETING = ${JSON.stringify(meeting).replaceAll('<', '\\u003c')}${SCRIPT}</script>`
