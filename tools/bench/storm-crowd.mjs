// The crowd of the storm, in a process of its own: opens all sockets at once and tells when each had all it missed.
import { WebSocket } from 'ws'

process.on('message', ({ url, tokens, topics, sockets, missed }) => {
  const began = performance.now()
  const times = []
  let failed = 0
  let open = sockets
  const all = []
  const settle = () => {
    if (times.length + failed < open) return
    process.send({ type: 'back', times, failed })
    for (const socket of all) socket.terminate()
    open = Number.POSITIVE_INFINITY
  }
  for (let n = 0; n < sockets; n++) {
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${tokens[n % tokens.length]}` } })
    all.push(socket)
    let heard = 0
    let done = false
    socket.on('open', () => {
      for (const topic of topics) socket.send(JSON.stringify({ t: 'subscribe', id: 1, topic, since: 0 }))
    })
    socket.on('message', (data) => {
      if (done || !String(data).startsWith('{"t":"event"')) return
      heard++
      if (heard < topics.length * missed) return
      done = true
      times.push(performance.now() - began)
      settle()
    })
    const lost = () => {
      if (done) return
      done = true
      failed++
      settle()
    }
    socket.on('error', lost)
    socket.on('close', lost)
  }
})
process.on('disconnect', () => process.exit(0))
process.send({ type: 'ready', port: 0 })
